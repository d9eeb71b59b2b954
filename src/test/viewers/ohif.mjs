// The viewer OHIF (npm package @ohif/app) in a browser, against a DICOMweb root.
//   node ohif.mjs NODE_MODULES DICOMWEB_ROOT STUDY_UID=SIGN ...
// A SIGN is what the viewer must show of the study: "image" (pixels of several grey levels), "pdf" (a document that it has
// fetched), or "text:..." (words on the page). Prints a JSON line for each study; exit status 1 if a sign was not seen.
import path from 'node:path';
import { launch } from './browser.mjs';
import { serveOhif } from './ohif-site.mjs';

const [, , , root, ...studies] = process.argv;
const PATIENCE = Number(process.env.PATIENCE ?? 90_000);
const GREY_LEVELS = 8;

/** Runs in the page: whether the sign is to be seen now. */
async function isSeen({ sign, levels }) {
  if (sign.startsWith('text:')) return document.body.innerText.includes(sign.slice(5));
  if (sign === 'pdf') {
    const shown = document.querySelector('object[type="application/pdf"], embed[type="application/pdf"], iframe[src^="blob:"]');
    const address = shown?.data ?? shown?.src;
    return !!address && (await (await fetch(address)).text()).startsWith('%PDF-');
  }
  return [...document.querySelectorAll('canvas')].some(canvas => {
    if (!canvas.width || !canvas.height) return false;
    const small = new OffscreenCanvas(64, 64).getContext('2d');
    small.drawImage(canvas, 0, 0, 64, 64);
    const seen = new Set(small.getImageData(0, 0, 64, 64).data.filter((_, i) => i % 4 === 0));
    return seen.size > levels;
  });
}

/** Runs in the page: goes elsewhere without loading the viewer anew, as its own links do. */
function go(path) {
  history.pushState({}, '', path);
  dispatchEvent(new PopStateEvent('popstate', { state: {} }));
}

/** Notes what the gateway refuses, from now on. */
function refusals(page) {
  const refused = [];
  page.on('response', answer => { if (answer.url().startsWith(root) && answer.status() >= 400) refused.push(`${answer.status()} ${answer.url()}`); });
  // What fails because the page goes elsewhere says nothing about the gateway.
  page.on('requestfailed', request => {
    if (request.url().startsWith(root) && request.failure()?.errorText !== 'net::ERR_ABORTED') refused.push(`${request.failure()?.errorText} ${request.url()}`);
  });
  return refused;
}

async function open(page, refused, study, sign) {
  refused.length = 0;
  await page.evaluate(go, '/elsewhere');
  await page.waitForFunction(() => !document.querySelector('canvas, object, embed, iframe'));
  const began = Date.now();
  await page.evaluate(go, `/viewer?StudyInstanceUIDs=${study}`);
  let seen = false;
  while (!seen && Date.now() - began < PATIENCE) {
    await page.waitForTimeout(50);
    seen = await page.evaluate(isSeen, { sign, levels: GREY_LEVELS }).catch(() => false);
  }
  const ms = Date.now() - began;
  if (process.env.SCREENSHOTS) await page.screenshot({ path: path.join(process.env.SCREENSHOTS, `${study}.png`) });
  return { study, sign, seen, ms, refused: [...refused] };
}

const server = await serveOhif(root);
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1024, height: 700 } });
page.setDefaultTimeout(PATIENCE);
const refused = refusals(page);
await page.goto(`${server.address}/elsewhere`);
let good = true;
for (const argument of studies) {
  const [study, sign] = argument.split(/=(.*)/s);
  const outcome = await open(page, refused, study, sign);
  good &&= outcome.seen && outcome.refused.length === 0;
  console.log(JSON.stringify(outcome));
}
await browser.close();
server.close();
process.exitCode = good ? 0 : 1;
