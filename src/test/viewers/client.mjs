// The npm package dicomweb-client in a browser, against a DICOMweb root.
//   node client.mjs NODE_MODULES DICOMWEB_ROOT STUDY_UID
// Prints "ok CALL SIZE" or "FAIL CALL WHY" for each call; exit status 1 if one failed.
import path from 'node:path';
import { launch, packages, serve } from './browser.mjs';

const [, , , root, studyInstanceUID] = process.argv;

/** Runs in the page: every call that the client has for what a gateway offers. */
async function calls({ root, studyInstanceUID }) {
  const client = new DICOMwebClient.api.DICOMwebClient({ url: root });
  const said = [];
  const size = answer => Array.isArray(answer) ? answer.reduce((sum, one) => sum + (one.byteLength ?? 1), 0) : answer.byteLength ?? 1;
  async function call(name, options) {
    try {
      const answer = await client[name](options);
      const bytes = size(answer);
      said.push(`${bytes > 0 ? 'ok' : 'FAIL'} ${name} ${bytes}`);
      return answer;
    } catch (error) {
      said.push(`FAIL ${name} ${error.status ?? ''} ${error.message}`);
      return [];
    }
  }
  const uid = (dataSet, tag) => dataSet?.[tag]?.Value?.[0];
  await call('searchForStudies', { queryParams: { StudyInstanceUID: studyInstanceUID } });
  const series = await call('searchForSeries', { studyInstanceUID });
  const seriesInstanceUID = uid(series[0], '0020000E');
  const ofSeries = { studyInstanceUID, seriesInstanceUID };
  const instances = await call('searchForInstances', ofSeries);
  const one = { ...ofSeries, sopInstanceUID: uid(instances[0], '00080018') };
  await call('retrieveStudyMetadata', { studyInstanceUID });
  await call('retrieveSeriesMetadata', ofSeries);
  const metadata = await call('retrieveInstanceMetadata', one);
  await call('retrieveInstanceFrames', { ...one, frameNumbers: [1] });
  await call('retrieveInstanceFrames', { ...one, frameNumbers: [1], mediaTypes: [{ mediaType: 'application/octet-stream', transferSyntaxUID: '*' }] });
  const { BulkDataURI } = [metadata].flat()[0]?.['7FE00010'] ?? {};
  await call('retrieveBulkData', { BulkDataURI });
  await call('retrieveBulkData', { BulkDataURI, mediaTypes: [{ mediaType: 'application/octet-stream' }], byteRange: [0, 99] });
  await call('retrieveInstance', one);
  await call('retrieveSeries', ofSeries);
  await call('retrieveStudy', { studyInstanceUID });
  return said;
}

const server = await serve('.', { '/': '<!doctype html><title>client</title>' }, 'none');
const browser = await launch();
const page = await browser.newPage();
await page.goto(server.address);
await page.addScriptTag({ path: path.join(packages, 'dicomweb-client/build/dicomweb-client.js') });
const said = await page.evaluate(calls, { root, studyInstanceUID });
console.log(said.join('\n'));
await browser.close();
server.close();
process.exitCode = said.some(line => line.startsWith('FAIL')) ? 1 : 0;
