// The page of the gateway in a browser.
//   node page.mjs NODE_MODULES PAGE_ADDRESS STEP...
// A STEP fills fields of the search and sends it ("name=Doe&modality=CT"; "" for an empty one), or presses a button ("next",
// "previous"), or is "shot:FILE". Prints a JSON line for each with what the page then shows.
import { launch } from './browser.mjs';

const [, , , address, ...steps] = process.argv;

/** Runs in the page: what is to be seen of the results. */
function seen() {
  const texts = selector => [...document.querySelectorAll(selector)].map(one => one.textContent);
  const shown = id => !document.getElementById(id).hidden;
  return {
    people: shown('studies') ? texts('#rows .person') : [],
    count: document.getElementById('count').textContent,
    warnings: shown('warnings') ? texts('#warnings li') : [],
    message: shown('message') ? document.getElementById('message').textContent : '',
    next: shown('pages') && !document.getElementById('next').disabled,
    place: shown('pages') ? document.getElementById('place').textContent : '',
  };
}

/** Runs in the page: whether a search has ended, well or not. */
const ended = () => !/^(Searching.*)?$/.test(document.getElementById('count').textContent) || !document.getElementById('message').hidden;

async function take(page, step) {
  if (step.startsWith('shot:')) {
    await page.locator('#profile summary').click();
    await page.waitForFunction(() => document.querySelectorAll('#profile-words li').length > 0);
    await page.mouse.move(0, 0);
    await page.screenshot({ path: step.slice(5), fullPage: true });
  } else if (step === 'next' || step === 'previous') {
    await page.click(`#${step}`);
  } else {
    for (const field of await page.locator('#search input').all()) await field.fill('');
    for (const [name, value] of new URLSearchParams(step)) await page.fill(`#search [name=${name}]`, value);
    await page.click('#search button[type=submit]');
  }
}

const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1120, height: 800 } });
await page.goto(address);
for (const step of steps) {
  await page.waitForFunction(ended);
  await take(page, step);
  await page.waitForFunction(ended);
  console.log(JSON.stringify({ step, ...await page.evaluate(seen) }));
}
await browser.close();
