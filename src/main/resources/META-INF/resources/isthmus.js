// The page of the gateway: studies, series and instances by QIDO-RS. Whatever comes from a server is set as text, never as HTML.

const PAGE_SIZE = 50;
const INSTANCES_AT_ONCE = 100;
const STATE_EVERY_MS = 10_000;

const T = {
  studyDate: '00080020', studyTime: '00080030', accession: '00080050', sopClass: '00080016', sopInstance: '00080018',
  modality: '00080060', modalities: '00080061', studyDescription: '00081030', seriesDescription: '0008103E',
  patientName: '00100010', patientId: '00100020', birthDate: '00100030', sex: '00100040',
  retrieveUrl: '00081190', study: '0020000D', series: '0020000E', seriesNumber: '00200011', instanceNumber: '00200013',
  seriesInStudy: '00201206', instancesInStudy: '00201208', instancesInSeries: '00201209',
  frames: '00280008', rows: '00280010', columns: '00280011',
};

const SOP_CLASSES = {
  '1.2.840.10008.5.1.4.1.1.1': 'Computed radiography image', '1.2.840.10008.5.1.4.1.1.1.1': 'Digital X-ray image',
  '1.2.840.10008.5.1.4.1.1.1.1.1': 'Digital X-ray image for processing', '1.2.840.10008.5.1.4.1.1.1.2': 'Mammography image',
  '1.2.840.10008.5.1.4.1.1.2': 'CT image', '1.2.840.10008.5.1.4.1.1.2.1': 'Enhanced CT image',
  '1.2.840.10008.5.1.4.1.1.3.1': 'Ultrasound multi-frame image', '1.2.840.10008.5.1.4.1.1.4': 'MR image',
  '1.2.840.10008.5.1.4.1.1.4.1': 'Enhanced MR image', '1.2.840.10008.5.1.4.1.1.6.1': 'Ultrasound image',
  '1.2.840.10008.5.1.4.1.1.7': 'Secondary capture image', '1.2.840.10008.5.1.4.1.1.11.1': 'Presentation state',
  '1.2.840.10008.5.1.4.1.1.12.1': 'Angiography image', '1.2.840.10008.5.1.4.1.1.12.2': 'Fluoroscopy image',
  '1.2.840.10008.5.1.4.1.1.20': 'Nuclear medicine image', '1.2.840.10008.5.1.4.1.1.66.4': 'Segmentation',
  '1.2.840.10008.5.1.4.1.1.88.11': 'Basic text report', '1.2.840.10008.5.1.4.1.1.88.22': 'Enhanced report',
  '1.2.840.10008.5.1.4.1.1.88.33': 'Comprehensive report', '1.2.840.10008.5.1.4.1.1.88.59': 'Key object selection',
  '1.2.840.10008.5.1.4.1.1.88.67': 'Radiation dose report', '1.2.840.10008.5.1.4.1.1.104.1': 'PDF document',
  '1.2.840.10008.5.1.4.1.1.104.2': 'CDA document', '1.2.840.10008.5.1.4.1.1.128': 'PET image',
};

const $ = (id) => document.getElementById(id);

/** Makes an element; children that are strings become text. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'onclick') element.addEventListener('click', value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== ''));
  return element;
}

// --- DICOM JSON ---------------------------------------------------------------------------------------------------------------

const values = (dataSet, tag) => (dataSet[tag]?.Value ?? []).filter((value) => value !== null && value !== '');
const text = (dataSet, tag) => String(values(dataSet, tag)[0] ?? '');

function isoDate(date) {
  return /^\d{8}$/.test(date) ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : date;
}

function clock(time) {
  return /^\d{4}/.test(time) ? `${time.slice(0, 2)}:${time.slice(2, 4)}` : time;
}

/** A component group of a PN, for reading: family name, then the others in the order in which they are spoken. */
function spoken(group, comma) {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group.split('^').map((part) => part.trim());
  const others = [prefix, given, middle, suffix].filter(Boolean).join(' ');
  return [family, others].filter(Boolean).join(comma ? ', ' : ' ');
}

function person(name) {
  if (typeof name === 'string') name = { Alphabetic: name };
  const main = spoken(name?.Alphabetic ?? '', true);
  const others = [name?.Ideographic, name?.Phonetic].filter(Boolean).map((group) => spoken(group, false));
  return { main: main || others.shift() || 'No name', others };
}

// --- the gateway --------------------------------------------------------------------------------------------------------------

/** A problem with the words of the server where it gave some. */
class Problem extends Error {
  constructor(message, facts = '') {
    super(message);
    this.facts = facts;
  }
}

async function fetchOrProblem(url, options) {
  try {
    return await fetch(url, { headers: { Accept: 'application/dicom+json, application/json' }, ...options });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem('The gateway does not answer.');
  }
}

async function problemOf(response) {
  const report = await response.json().catch(() => ({}));
  const facts = [`status ${response.status}`];
  if (report.dicomStatus) facts.push(`DICOM status ${report.dicomStatus}`);
  if (report.requestId) facts.push(`request ${report.requestId}`);
  return new Problem(report.message || 'The gateway refused this request.', facts.join(' · '));
}

/** Searches; tells how many more there are: a number, or true where the server does not know. */
async function qido(root, path, parameters, signal) {
  const response = await fetchOrProblem(`${root}/${path}?${new URLSearchParams(parameters)}`, { signal });
  if (!response.ok) throw await problemOf(response);
  const warnings = (response.headers.get('Warning') ?? '').split(/(?:^|,\s*)299 /).filter(Boolean)
    .map((warning) => warning.replace(/^\S+ /, '').replace(/^"(.*)"$/, '$1'));
  let more = false;
  const others = warnings.filter((warning) => {
    const found = /There are (\d+ )?additional results/.exec(warning);
    if (found) more = found[1] ? Number(found[1]) : true;
    return !found;
  });
  return { results: response.status === 204 ? [] : await response.json(), more, warnings: others };
}

// --- state --------------------------------------------------------------------------------------------------------------------

const state = { root: 'dicomweb', pacs: undefined, federation: undefined, offset: 0, query: {}, running: undefined };

const isFederation = () => state.federation !== undefined && state.pacs === state.federation.id;

/** Where a record can be retrieved: at its own PACS, where several are searched as one. */
function rootOf(record) {
  const pacs = isFederation() && /\/pacs\/([^/]+)\/dicomweb\//.exec(text(record, T.retrieveUrl))?.[1];
  return pacs ? `pacs/${pacs}/dicomweb` : state.root;
}

function queryOf(form) {
  const given = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
  const query = {};
  if (given.name) query.PatientName = wildcards(given.name);
  if (given.id) query.PatientID = given.id;
  if (given.accession) query.AccessionNumber = given.accession;
  if (given.description) query.StudyDescription = anywhere(given.description);
  if (given.modality) query.ModalitiesInStudy = given.modality.toUpperCase();
  const [from, to] = [given.from, given.to].map((date) => date.replaceAll('-', ''));
  if (from || to) query.StudyDate = from === to ? from : `${from}-${to}`;
  return query;
}

/** The beginning of a name is enough; names in other scripts stand behind the Latin one, so anywhere will do for them. */
function wildcards(name) {
  if (/[*?]/.test(name)) return name;
  return /^[\x20-\x7e]*$/.test(name) ? `${name}*` : anywhere(name);
}

function anywhere(words) {
  return /[*?]/.test(words) ? words : `*${words}*`;
}

// --- studies ------------------------------------------------------------------------------------------------------------------

async function search(offset = 0) {
  state.running?.abort();
  const running = (state.running = new AbortController());
  state.offset = offset;
  $('studies').setAttribute('aria-busy', 'true');
  $('count').textContent = 'Searching …';
  $('message').hidden = true;
  try {
    const parameters = { ...state.query, includefield: 'StudyDescription', limit: PAGE_SIZE, offset };
    showStudies(await qido(state.root, 'studies', parameters, running.signal));
  } catch (error) {
    if (error.name === 'AbortError') return;
    showProblem(error);
  } finally {
    if (state.running === running) $('studies').removeAttribute('aria-busy');
  }
}

function showStudies({ results, more, warnings }) {
  $('rows').replaceChildren(...results.flatMap(studyRows));
  $('studies').hidden = results.length === 0;
  $('warnings').replaceChildren(...warnings.map((warning) => el('li', {}, warning)));
  $('warnings').hidden = warnings.length === 0;
  $('count').textContent = counted(results.length, more);
  showPages(results.length, more);
  if (results.length === 0) showEmpty();
}

function counted(found, more) {
  if (found === 0) return state.offset > 0 ? 'No more studies' : 'No study found';
  const total = state.offset + found;
  if (more === true) return `${state.offset + 1} to ${total}; there are more`;
  if (more > 0) return `${state.offset + 1} to ${total} of ${total + more}`;
  return state.offset > 0 ? `${state.offset + 1} to ${total} of ${total}` : `${total} ${total === 1 ? 'study' : 'studies'}`;
}

function showPages(found, more) {
  $('pages').hidden = !more && state.offset === 0;
  $('previous').disabled = state.offset === 0;
  $('next').disabled = !more;
  $('place').textContent = `Page ${Math.floor(state.offset / PAGE_SIZE) + 1}`;
}

function showMessage(kind, ...children) {
  $('message').className = `message ${kind}`;
  $('message').replaceChildren(...children);
  $('message').hidden = false;
}

function showEmpty() {
  const searched = Object.keys(state.query).length > 0;
  showMessage('', el('strong', {}, searched ? 'No study matches this search' : 'This PACS has no studies'),
    searched ? 'Capital letters and leading zeros may matter; names are matched from their beginning.' : '');
}

function showProblem(error) {
  $('rows').replaceChildren();
  $('studies').hidden = true;
  $('pages').hidden = true;
  $('warnings').hidden = true;
  $('count').textContent = '';
  showMessage('error', el('strong', {}, 'The studies could not be listed'), error.message,
    el('small', {}, error.facts ?? ''), el('div', {}, el('button', { type: 'button', onclick: () => search(state.offset) }, 'Try again')));
}

let made = 0;

/** A row that opens a second one below it, filled when it is first opened. */
function openable(first, cells, fill, columns) {
  const id = `detail-${++made}`;
  const opener = el('button', { type: 'button', class: 'opener', 'aria-expanded': 'false', 'aria-controls': id }, first);
  const row = el('tr', { class: 'row', role: 'row' }, el('td', { role: 'cell' }, opener), ...cells);
  const content = el('td', { role: 'cell', colspan: columns });
  const detail = el('tr', { class: 'detail', role: 'row', id, hidden: true }, content);
  opener.addEventListener('click', () => {
    detail.hidden = !detail.hidden;
    opener.setAttribute('aria-expanded', String(!detail.hidden));
    row.classList.toggle('open', !detail.hidden);
    if (!content.firstChild) fill(content);
  });
  return [row, detail];
}

function cell(label, className, ...children) {
  return el('td', { role: 'cell', 'data-label': label, class: className || undefined }, ...children);
}

function studyRows(study) {
  const name = person(values(study, T.patientName)[0]);
  const first = el('span', {},
    el('bdi', { class: 'person', dir: 'auto' }, name.main),
    name.others.length ? el('span', { class: 'scripts' }, ...name.others.map((other) => el('bdi', { dir: 'auto' }, other))) : '',
    el('span', { class: 'quiet' }, text(study, T.patientId)));
  return openable(first, [
    cell('Born', 'whole', isoDate(text(study, T.birthDate)), el('span', { class: 'quiet' }, sex(text(study, T.sex)))),
    cell('Study date', 'whole', isoDate(text(study, T.studyDate)), el('span', { class: 'quiet' }, clock(text(study, T.studyTime)))),
    cell('Modality', '', ...values(study, T.modalities).map((modality) => el('span', { class: 'badge' }, modality))),
    cell('Description', '', el('bdi', { dir: 'auto' }, text(study, T.studyDescription))),
    cell('Accession', '', text(study, T.accession)),
    cell('Series', 'number', text(study, T.seriesInStudy)),
    cell('Instances', 'number', text(study, T.instancesInStudy)),
  ], (content) => showSeries(content, text(study, T.study), rootOf(study)), 8);
}

function sex(code) {
  return { F: 'female', M: 'male', O: 'other' }[code] ?? code;
}

// --- series and instances -----------------------------------------------------------------------------------------------------

/** Fills a cell by a search, with its waiting and its failure. */
async function filled(content, what, ask, show) {
  content.replaceChildren(el('p', { class: 'note', role: 'status' }, `Loading ${what} …`));
  try {
    show(await ask());
  } catch (error) {
    content.replaceChildren(el('p', { class: 'note error', role: 'alert' }, error.message, error.facts ? ` (${error.facts})` : '',
      el('button', { type: 'button', onclick: () => filled(content, what, ask, show) }, 'Try again')));
  }
}

function table(label, heads, rows) {
  return el('table', { class: `inner ${label.toLowerCase()}`, role: 'table', 'aria-label': label },
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' },
      ...heads.map(([head, className]) => el('th', { role: 'columnheader', scope: 'col', class: className }, head)))),
    el('tbody', { role: 'rowgroup' }, ...rows));
}

function showSeries(content, study, root) {
  const path = `studies/${encodeURIComponent(study)}`;
  filled(content, 'series', () => qido(root, `${path}/series`, { includefield: 'SeriesDescription' }), ({ results }) => {
    content.replaceChildren(
      el('div', { class: 'detail-head' }, el('span', { class: 'uid' }, study),
        el('a', { href: `${root}/${path}`, download: `${study}.multipart` }, 'Download the study (multipart)')),
      results.length === 0 ? el('p', { class: 'note' }, 'The PACS lists no series of this study.')
        : table('Series', [['Series'], ['Modality'], ['Description'], ['Instances', 'number'], ['Download']],
          results.flatMap((series) => seriesRows(series, path, root))));
  });
}

function seriesRows(series, studyPath, root) {
  const uid = text(series, T.series);
  const path = `${studyPath}/series/${encodeURIComponent(uid)}`;
  const number = text(series, T.seriesNumber);
  return openable(el('span', {}, number ? `Series ${number}` : 'Series without a number'), [
    cell('Modality', '', el('span', { class: 'badge' }, text(series, T.modality) || '–')),
    cell('Description', '', el('bdi', { dir: 'auto' }, text(series, T.seriesDescription))),
    cell('Instances', 'number', text(series, T.instancesInSeries)),
    cell('Download', '', el('a', { href: `${root}/${path}`, download: `${uid}.multipart`, 'aria-label': `Download series ${number}` }, 'Multipart')),
  ], (content) => showInstances(content, path, root, uid), 5);
}

function showInstances(content, path, root, series) {
  const ask = (offset) => qido(root, `${path}/instances`, { limit: INSTANCES_AT_ONCE, offset });
  filled(content, 'instances', () => ask(0), ({ results, more }) => {
    const list = table('Instances', [['Instance'], ['Kind'], ['Size'], ['Download']], results.map((one) => instanceRow(one, path, root)));
    const foot = el('div', { class: 'instances-foot' }, el('span', { class: 'uid' }, series));
    content.replaceChildren(results.length ? list : el('p', { class: 'note' }, 'The PACS lists no instances of this series.'), foot);
    if (more) foot.append(moreButton(list, foot, ask, path, root, results.length));
  });
}

function moreButton(list, foot, ask, path, root, shown) {
  const button = el('button', { type: 'button' }, `Show more than ${shown}`);
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      const { results, more } = await ask(shown);
      list.tBodies[0].append(...results.map((one) => instanceRow(one, path, root)));
      button.remove();
      if (more) foot.append(moreButton(list, foot, ask, path, root, shown + results.length));
    } catch (error) {
      button.disabled = false;
      button.textContent = `${error.message} Try again`;
    }
  });
  return button;
}

function instanceRow(instance, path, root) {
  const uid = text(instance, T.sopInstance);
  const number = text(instance, T.instanceNumber);
  const sopClass = text(instance, T.sopClass);
  const [columns, rows, frames] = [T.columns, T.rows, T.frames].map((tag) => text(instance, tag));
  const size = columns && rows ? `${columns} × ${rows}` : '';
  return el('tr', { class: 'row', role: 'row' },
    el('td', { role: 'cell' }, number ? `Instance ${number}` : 'Instance without a number'),
    cell('Kind', '', SOP_CLASSES[sopClass] ?? sopClass),
    cell('Size', '', Number(frames) > 1 ? `${size}, ${frames} frames` : size),
    cell('Download', '', el('a', {
      href: `${root}/${path}/instances/${encodeURIComponent(uid)}?accept=application/dicom`,
      download: `${uid}.dcm`, 'aria-label': `Download instance ${number}`,
    }, 'DICOM file')));
}

// --- state of the PACS --------------------------------------------------------------------------------------------------------

async function refreshState() {
  try {
    const response = await fetchOrProblem('isthmus/pacs');
    if (!response.ok) throw await problemOf(response);
    const { pacs: all, federation } = await response.json();
    state.federation = federation;
    offerPacs(all);
    if (isFederation()) showFederation(all.filter((one) => federation.members.includes(one.id)));
    else showState(all.find((one) => one.id === state.pacs) ?? all[0]);
  } catch (error) {
    $('pacs-state').dataset.state = 'down';
    tell(error.message);
    $('pacs-load').textContent = '';
  }
}

function offerPacs(all) {
  const choices = state.federation ? [state.federation, ...all] : all;
  state.pacs ??= (choices.find((one) => one.default) ?? choices[0])?.id;
  $('pacs-choice').hidden = choices.length < 2;
  if ($('pacs').length !== choices.length) {
    $('pacs').replaceChildren(...choices.map((one) => el('option', { value: one.id, selected: one.id === state.pacs }, one.id)));
  }
}

function showFederation(members) {
  const up = members.filter((one) => one.reachable).length;
  const down = members.filter((one) => one.reachable === false).length;
  $('pacs-state').dataset.state = down ? 'down' : up ? 'up' : 'unknown';
  tell(up + down ? `${up} of ${members.length} PACS up` : 'PACS not asked yet');
  $('pacs-load').textContent = '';
}

function showState(pacs) {
  if (!pacs) return;
  const since = pacs.since ? ` since ${moment(new Date(pacs.since))}` : '';
  $('pacs-state').dataset.state = pacs.reachable === null ? 'unknown' : pacs.reachable ? 'up' : 'down';
  tell(pacs.reachable === null ? 'PACS not asked yet' : `PACS ${pacs.reachable ? 'up' : 'down'}${since}`);
  $('pacs-load').textContent = `associations: ${pacs.inUse} in use, ${pacs.idle} idle, at most ${pacs.limit}`;
}

// --- profile of the PACS --------------------------------------------------------------------------------------------------------

/** Shows what the PACS was found to do; with POST it is found out anew, which takes seconds. */
async function showProfile(method = 'GET') {
  if (isFederation()) {
    $('profile').hidden = true;
    return;
  }
  $('probe').disabled = true;
  $('profile-when').textContent = method === 'POST' ? 'Finding out …' : $('profile-when').textContent;
  try {
    const response = await fetchOrProblem(`isthmus/pacs/${encodeURIComponent(state.pacs)}/profile`, { method });
    if (!response.ok) throw await problemOf(response);
    const profile = await response.json();
    $('profile-words').replaceChildren(...profile.words.map((sentence) => el('li', {}, sentence)));
    $('profile-when').textContent = profile.probed ? `Found out at ${moment(new Date(profile.probed))}` : 'Not found out yet';
    $('profile').hidden = false;
  } catch (error) {
    $('profile-when').textContent = error.message;
  } finally {
    $('probe').disabled = false;
  }
}

/** Says how the PACS does, to those who listen too, but only when it is something new. */
function tell(sentence) {
  if ($('pacs-text').textContent !== sentence) $('pacs-text').textContent = sentence;
}

function moment(date) {
  const today = date.toDateString() === new Date().toDateString();
  const two = (number) => String(number).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${today ? '' : `${day} `}${two(date.getHours())}:${two(date.getMinutes())}`;
}

// --- start --------------------------------------------------------------------------------------------------------------------

$('search').addEventListener('submit', (event) => {
  event.preventDefault();
  state.query = queryOf(event.target);
  search();
});
$('search').addEventListener('reset', () => {
  state.query = {};
  search();
  $('name').focus();
});
for (const id of ['from', 'to']) {
  $(id).addEventListener('input', () => {
    const reversed = $('from').value && $('to').value && $('from').value > $('to').value;
    $('to').setCustomValidity(reversed ? 'This day is before the first one.' : '');
  });
}
$('pacs').addEventListener('change', (event) => {
  state.pacs = event.target.value;
  state.root = `pacs/${encodeURIComponent(state.pacs)}/dicomweb`;
  refreshState();
  showProfile();
  search();
});
$('profile').addEventListener('toggle', () => $('profile').open && showProfile());
$('probe').addEventListener('click', () => showProfile('POST'));
for (const [id, step] of [['previous', -PAGE_SIZE], ['next', PAGE_SIZE]]) {
  $(id).addEventListener('click', async () => {
    await search(Math.max(0, state.offset + step));
    $('results').focus();
    $('results').scrollIntoView();
  });
}
document.addEventListener('visibilitychange', () => document.hidden || refreshState());
setInterval(() => document.hidden || refreshState(), STATE_EVERY_MS);

refreshState().then(() => showProfile());
search().then(refreshState);
