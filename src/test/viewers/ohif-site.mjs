// The viewer OHIF (npm package @ohif/app) on a free port of this machine, set up for a DICOMweb root.
import path from 'node:path';
import { packages, serve } from './browser.mjs';

const configuration = root => ({
  routerBasename: null, extensions: [], modes: [], showStudyList: true, defaultDataSourceName: 'gateway',
  maxNumRequests: { interaction: 100, thumbnail: 75, prefetch: 25 },
  dataSources: [{
    namespace: '@ohif/extension-default.dataSourcesModule.dicomweb', sourceName: 'gateway',
    configuration: {
      friendlyName: 'gateway', name: 'gateway', wadoUriRoot: root, qidoRoot: root, wadoRoot: root,
      qidoSupportsIncludeField: true, supportsWildcard: true, supportsFuzzyMatching: false, enableStudyLazyLoad: true,
      imageRendering: 'wadors', thumbnailRendering: 'wadors', omitQuotationForMultipartRequest: true,
      bulkDataURI: { enabled: true },
    },
  }],
});

export function serveOhif(root) {
  const own = { '/app-config.js': `window.config = ${JSON.stringify(configuration(root))};` };
  return serve(path.join(packages, '@ohif/app/dist'), own, 'index.html');
}
