// The study list of OHIF in a browser, against a DICOMweb root.
//   node worklist.mjs NODE_MODULES DICOMWEB_ROOT STEP ...
// A STEP opens the list with filters in its address ("patientName=Doe&pageNumber=2"), or is "type:WORDS", which types them into
// the field of names, or "next", which turns the page. Prints a JSON line for each: the studies listed, in their order.
import { launch } from './browser.mjs';
import { serveOhif } from './ohif-site.mjs';

const [, , , root, ...steps] = process.argv;
const PATIENCE = 30_000;

/** Runs in the page. */
const listed = () => [...document.querySelectorAll('[data-cy^="studyRow-"]')].map(row => row.dataset.cy.slice('studyRow-'.length));

async function take(page, address, step) {
  if (step === 'next') {
    // What it says of its intended use lies over the button.
    await page.click('[data-cy=confirm-and-hide-button]');
    await page.getByText('Next', { exact: false }).last().click();
    return;
  }
  const typed = step.startsWith('type:') && step.slice('type:'.length);
  const answer = page.waitForResponse(one => one.url().startsWith(`${root}/studies?`) && (!typed || one.url().includes(typed)), { timeout: PATIENCE });
  if (typed) await page.fill('[data-cy=input-patientName]', typed);
  else await page.goto(`${address}/?${step}`, { waitUntil: 'domcontentloaded' });
  await answer;
}

const server = await serveOhif(root);
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
let before = '';
for (const step of steps) {
  await take(page, server.address, step);
  // The list is drawn some time after its answer has come; a list that stays what it was is told as such.
  for (const began = Date.now(); Date.now() - began < 5_000; await page.waitForTimeout(100)) {
    const now = (await page.evaluate(listed)).join();
    if (now && now !== before) break;
  }
  const studies = await page.evaluate(listed);
  before = studies.join();
  console.log(JSON.stringify({ step, studies }));
}
await browser.close();
server.close();
