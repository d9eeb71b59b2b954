// Whether the gateway's OpenAPI document is valid, by the npm package @seriousme/openapi-schema-validator.
//   node openapi.mjs NODE_MODULES DICOMWEB_ROOT
// Prints "valid VERSION", or what is wrong.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , packages, root] = process.argv;
const { Validator } = await import(pathToFileURL(path.resolve(packages, '@seriousme/openapi-schema-validator/index.js')));
const document = await (await fetch(new URL('/q/openapi?format=json', root))).json();
const validator = new Validator();
const { valid, errors } = await validator.validate(document);
console.log(valid ? `valid ${validator.version}` : JSON.stringify(errors));
