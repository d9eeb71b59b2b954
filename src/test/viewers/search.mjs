// Searches of the npm package dicomweb-client in a browser, against a DICOMweb root.
//   node search.mjs NODE_MODULES DICOMWEB_ROOT CALL=OPTIONS_AS_JSON ...
// Prints "CALL UID ..." for each call, with the UIDs of the level that it searches; or "CALL failed WHY".
import path from 'node:path';
import { launch, packages, serve } from './browser.mjs';

const [, , , root, ...searches] = process.argv;

/** Runs in the page. */
async function find({ root, name, options }) {
  const tag = { searchForStudies: '0020000D', searchForSeries: '0020000E', searchForInstances: '00080018' }[name];
  try {
    const client = new DICOMwebClient.api.DICOMwebClient({ url: root });
    return [name, ...(await client[name](options)).map(found => found[tag].Value[0])].join(' ');
  } catch (error) {
    return `${name} failed ${error.status ?? ''} ${error.message}`;
  }
}

const server = await serve('.', { '/': '<!doctype html><title>search</title>' }, 'none');
const browser = await launch();
const page = await browser.newPage();
await page.goto(server.address);
await page.addScriptTag({ path: path.join(packages, 'dicomweb-client/build/dicomweb-client.js') });
for (const search of searches) {
  const [name, options] = search.split(/=(.*)/s);
  console.log(await page.evaluate(find, { root, name, options: JSON.parse(options) }));
}
await browser.close();
server.close();
