// The viewer OHIF (npm package @ohif/app) in a browser, against a DICOMweb root.
//   node ohif.mjs NODE_MODULES DICOMWEB_ROOT STUDY_UID=SIGN ...
// A SIGN is what the viewer must show of the study: "image" (pixels of several grey levels), "pdf" (a document that it has
// fetched), or "text:..." (words on the page). Prints a JSON line for each study; exit status 1 if a sign was not seen.
import path from 'node:path';
import { launch } from './browser.mjs';
import { serveOhif } from './ohif-site.mjs';

const [, , , root, ...studies] = process.argv;
const PATIENCE = 45_000;
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

async function open(browser, address, study, sign) {
  const page = await browser.newPage({ viewport: { width: 1024, height: 700 } });
  const refused = [];
  page.on('response', answer => { if (answer.url().startsWith(root) && answer.status() >= 400) refused.push(`${answer.status()} ${answer.url()}`); });
  page.on('requestfailed', request => { if (request.url().startsWith(root)) refused.push(`${request.failure()?.errorText} ${request.url()}`); });
  await page.goto(`${address}/viewer?StudyInstanceUIDs=${study}`, { waitUntil: 'domcontentloaded' });
  const began = Date.now();
  let seen = false;
  while (!seen && Date.now() - began < PATIENCE) {
    await page.waitForTimeout(100);
    seen = await page.evaluate(isSeen, { sign, levels: GREY_LEVELS }).catch(() => false);
  }
  const ms = Date.now() - began;
  if (process.env.SCREENSHOTS) await page.screenshot({ path: path.join(process.env.SCREENSHOTS, `${study}.png`) });
  // What fails because the page is left says nothing about the gateway.
  const failed = [...refused];
  await page.close();
  return { study, sign, seen, ms, refused: failed };
}

const server = await serveOhif(root);
const browser = await launch();
let good = true;
for (const argument of studies) {
  const [study, sign] = argument.split(/=(.*)/s);
  const outcome = await open(browser, server.address, study, sign);
  good &&= outcome.seen && outcome.refused.length === 0;
  console.log(JSON.stringify(outcome));
}
await browser.close();
server.close();
process.exitCode = good ? 0 : 1;
