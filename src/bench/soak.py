#!/usr/bin/env python3
"""Changes what the PACS has, and cuts its connections, under a load of many clients; each answer must be what the PACS had at its time.

usage: src/bench/soak.py [--seconds 120] [--clients 12] [--seed 1] [--cuts 0.05] [--app target/quarkus-app] [--set isthmus.spool.max-bytes=40000000 ...]
Needs Orthanc and target/quarkus-app (./mvnw -Dquick -DskipTests package); JAVA_HOME says which Java. Meanwhile patients are corrected, instances,
series and studies go and come back. Of a study Orthanc has it is known what it had when, by its own REST API: an answer with status 200 that came to
its end must hold each instance that was there all the time since the gateway last had to ask, none that was not there at any time of it, and
each as it was at a time of it. At the end, when nothing changes any more, all must be given as it is. Ends with 1 and a sentence at the first wrong one.
"""
import argparse, collections, http.client, json, os, random, socket, struct, threading, time
from sigkill import ROOT, Gateway, Wrong, await_orthanc, data_set, end, in_a_folder, made, parts, port, sha, started_orthanc

ASK_AFTER = 1.0

# A request may join a retrieve that is under way, and then gets what came before it.
JOINED = .5
DICOM = 'multipart/related; type="application/dicom"'
OCTETS = 'multipart/related; type="application/octet-stream"'

# What an instance was, and between which times: it was sent, was there, was taken away, was gone.
Version = collections.namedtuple('Version', 'sent there patient body frame taken gone')
NEVER = float('inf')


class Pacs:
    """An Orthanc, and what it had at which time: a version holds from before it was sent until after it was taken away."""

    def __init__(self, rest, chance):
        self.rest, self.chance, self.lock, self.seed = rest, chance, threading.Lock(), chance.random()
        self.history, self.there, self.orthanc_ids = collections.defaultdict(list), {}, {}
        for study in range(1, 6):
            for uid in self.planned(study):
                self.put(study, uid, f'P{study}')

    @staticmethod
    def planned(study):
        return [f'{ROOT}.{study}.{series}.{number}' for series in (1, 2) for number in range(1, 4 * study)]

    def rest_call(self, method, path, body=None):
        connection = http.client.HTTPConnection('127.0.0.1', self.rest, timeout=60)
        connection.request(method, path, body)
        answer = connection.getresponse()
        told = answer.read()
        connection.close()
        return answer.status, told

    def put(self, study, uid, patient):
        """Sends an instance of a patient."""
        _, series, number = uid[len(ROOT) + 1:].split('.')
        # A SOP instance never has other pixels than once before (PS3.4 B.1); of another patient it is made anew.
        noise = random.Random(f'{self.seed} {uid} {patient}')
        file = made(study, int(series), int(number), noise.randint(8, 500), noise, patient.encode())
        sent = time.monotonic()
        with self.lock:
            self.history[uid].append(Version(sent, NEVER, patient, sha(data_set(file)[1]), sha(self.pixels(file)), NEVER, NEVER))
        status, told = self.rest_call('POST', '/instances', file)
        if status != 200:
            raise Wrong(f'Orthanc takes no instance: {status}')
        with self.lock:
            self.orthanc_ids[uid] = json.loads(told)['ID']
            self.history[uid][-1] = self.history[uid][-1]._replace(there=time.monotonic())
            self.there[uid] = patient

    @staticmethod
    def pixels(file):
        return file[file.index(struct.pack('<HH', 0x7fe0, 0x10) + b'OW') + 12:]

    def take(self, uid):
        with self.lock:
            self.history[uid][-1] = self.history[uid][-1]._replace(taken=time.monotonic())
        status, _ = self.rest_call('DELETE', '/instances/' + self.orthanc_ids[uid])
        if status != 200:
            raise Wrong(f'Orthanc removes nothing: {status}')
        with self.lock:
            self.history[uid][-1] = self.history[uid][-1]._replace(gone=time.monotonic())
            del self.there[uid]

    def of(self, prefix):
        with self.lock:
            return {uid: list(versions) for uid, versions in self.history.items() if (uid + '.').startswith(prefix + '.')}

    def operate(self):
        """One thing that happens in an archive."""
        study, what = self.chance.randint(1, 5), self.chance.random()
        here = [uid for uid in self.planned(study) if uid in self.there]
        if what < .5:
            patient = f'P{study}' + self.chance.choice('ABCDEFGH')
            for uid in here:
                self.take(uid)
            for uid in here:
                self.put(study, uid, patient)
        elif what < .8 and len(here) > 1:
            for uid in self.chance.sample(here, self.chance.randint(1, len(here) - 1)):
                self.take(uid)
        else:
            patient = self.there[here[0]]
            for uid in self.planned(study):
                if uid not in self.there:
                    self.put(study, uid, patient)


class Relay:
    """Passes on what gateway and PACS say, and cuts some connections after some bytes."""

    def __init__(self, to, cuts, chance):
        self.to, self.cuts, self.chance, self.cut = to, cuts, chance, 0
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            client, _ = self.listener.accept()
            server = socket.create_connection(('127.0.0.1', self.to))
            left = [int(10 ** self.chance.uniform(2, 6.5)) if self.chance.random() < self.cuts else NEVER]
            for ends in ((client, server), (server, client)):
                threading.Thread(target=self.pass_on, args=(*ends, left), daemon=True).start()

    def pass_on(self, source, sink, left):
        try:
            while data := source.recv(65536):
                left[0] -= len(data)
                if left[0] <= 0:
                    self.cut += 1
                    break
                sink.sendall(data)
        except OSError:
            pass
        for one in (source, sink):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class Client:
    def __init__(self, web, pacs, chance, counts):
        self.web, self.pacs, self.chance, self.counts = web, pacs, chance, counts

    def ask(self, path, accept, fresh, leave):
        """Status, headers and body of a whole answer, or None where it broke off."""
        connection = http.client.HTTPConnection('127.0.0.1', self.web, timeout=60)
        try:
            connection.request('GET', path, headers={'Accept': accept} | ({'Cache-Control': 'no-cache'} if fresh else {}))
            answer = connection.getresponse()
            if leave:
                answer.read(self.chance.randint(1, 100_000))
                return None
            return answer.status, answer.headers, answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def once(self, fresh=None, leave=None, whole=False):
        study = self.chance.randint(1, 5)
        uid = self.chance.choice(Pacs.planned(study))
        series = uid.rsplit('.', 1)[0]
        root = f'/dicomweb/studies/{ROOT}.{study}'
        one = f'{root}/series/{series}/instances/{uid}'
        kind, path, scope = self.chance.choice([
            ('objects', root, f'{ROOT}.{study}'), ('objects', f'{root}/series/{series}', series), ('objects', one, uid), ('frame', one + '/frames/1', uid),
            ('metadata', root + '/metadata', f'{ROOT}.{study}'), ('metadata', f'{root}/series/{series}/metadata', series)])
        fresh = self.chance.random() < .3 if fresh is None else fresh
        leave = self.chance.random() < .1 if leave is None else leave
        begun = time.monotonic() - (0 if fresh else ASK_AFTER + JOINED)
        answer = self.ask(path, {'objects': DICOM, 'frame': OCTETS, 'metadata': 'application/dicom+json'}[kind], fresh, leave)
        ended = time.monotonic()
        if answer is None:
            self.counts['left' if leave else 'broken'] += 1
            return None
        self.counts[str(answer[0])] += 1
        seen = self.judge(f'{path}{" no-cache" if fresh else ""}', kind, self.pacs.of(scope), begun, ended, answer)
        return (path, scope, seen) if answer[0] in (200, 404) else None

    def judge(self, asked, kind, history, begun, ended, answer):
        status, headers, body = answer
        always = {uid for uid, versions in history.items() if any(v.there < begun and v.taken > ended for v in versions)}
        if status == 404:
            if always:
                raise Wrong(f'{asked}: 404 though the PACS has {len(always)}')
            return {}
        if status not in (200, 206):
            if status not in (502, 503, 504):
                raise Wrong(f'{asked}: status {status}')
            return None
        seen = self.read(kind, headers, body, history)
        for uid, found in seen.items():
            possible = [v for v in history.get(uid, []) if v.sent < ended and v.gone > begun]
            if not any(found in (v.body, v.frame, v.patient) for v in possible):
                known = [v for v in history.get(uid, []) if found in (v.body, v.frame, v.patient)]
                raise Wrong(f'{asked}: {uid} is ' + (f'what the PACS had until {begun - known[-1].gone:.3f} s before it counts' if known else 'nothing that the PACS ever had'))
        if status == 200 and not always <= set(seen):
            raise Wrong(f'{asked}: a 200 lacks {len(always - set(seen))} of {len(always)}')
        return seen

    @staticmethod
    def read(kind, headers, body, history):
        """What was given of each instance: a digest, or whose it is."""
        if kind == 'metadata':
            return {one['00080018']['Value'][0]: one['00100020']['Value'][0] for one in json.loads(body)}
        given = parts(headers['Content-Type'], body)
        if kind == 'frame':
            return {next(iter(history)): sha(given[0])}
        pairs = [data_set(part) for part in given]
        if len({uid for uid, _ in pairs}) != len(pairs):
            raise Wrong('an instance is given twice')
        return {uid: sha(data) for uid, data in pairs}

    def run(self, ended, faults):
        while not ended.is_set():
            try:
                self.once()
            except Exception as wrong:
                faults.append(wrong)
                ended.set()


def soak(arguments, work):
    chance = random.Random(arguments.seed)
    rest, dicom = port(), port()
    orthanc = started_orthanc(work, rest, dicom, OverwriteInstances=True)
    gateway = None
    try:
        await_orthanc(rest)
        pacs = Pacs(rest, random.Random(chance.random()))
        relay = Relay(dicom, arguments.cuts, random.Random(chance.random()))
        arguments.set += [f'isthmus.retrieve.ask-after={int(ASK_AFTER * 1000)}ms', 'isthmus.retrieve.partial-for=1s', 'isthmus.profiles.probe=false']
        gateway = Gateway(arguments, work, relay.port)
        gateway.start()
        gateway.await_up()
        counts, faults, ended, operations = collections.Counter(), [], threading.Event(), 0
        clients = [Client(gateway.web, pacs, random.Random(chance.random()), counts) for _ in range(arguments.clients)]
        threads = [threading.Thread(target=one.run, args=(ended, faults)) for one in clients]
        for one in threads:
            one.start()
        until = time.monotonic() + arguments.seconds
        while time.monotonic() < until and not ended.wait(chance.uniform(0, 1.5)):
            pacs.operate()
            operations += 1
        ended.set()
        for one in threads:
            one.join()
        if faults:
            raise faults[0]
        relay.cuts = 0
        last(pacs, clients[0])
        print(f'{arguments.seconds} s, {arguments.clients} clients, seed {arguments.seed}: {operations} changes, {relay.cut} connections cut; '
              f'answers {dict(sorted(counts.items()))}, none wrong; all right when nothing changed any more')
    finally:
        end(gateway, orthanc)


def last(pacs, client):
    """When nothing changes any more: each study is given whole; a connection that was to be cut may still be in the pool."""
    time.sleep(ASK_AFTER + .2)
    for study in range(1, 6):
        for attempt in range(10):
            begun = time.monotonic()
            path = f'/dicomweb/studies/{ROOT}.{study}'
            answer = client.ask(path, DICOM, True, False)
            if answer and answer[0] == 200:
                client.judge(path, 'objects', pacs.of(f'{ROOT}.{study}'), begun, time.monotonic(), answer)
                break
            time.sleep(.5)
        else:
            raise Wrong(f'{path} is not given: {answer and answer[0]}')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--seconds', type=int, default=120)
    parser.add_argument('--clients', type=int, default=12)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--cuts', type=float, default=.05, help='share of the connections to the PACS that are cut')
    parser.add_argument('--app', default='target/quarkus-app')
    parser.add_argument('--set', action='append', default=[], help='a setting of the gateway')
    arguments = parser.parse_args()
    arguments.app = os.path.abspath(arguments.app)
    in_a_folder(soak, arguments)


if __name__ == '__main__':
    main()
