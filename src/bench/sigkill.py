#!/usr/bin/env python3
"""Kills the gateway with SIGKILL at random moments of a load, and while it starts, and sees what it gives afterwards.

usage: src/bench/sigkill.py [--kills 50] [--seed 1] [--app target/quarkus-app] [--set isthmus.spool.encrypt=true ...]
Needs Orthanc and target/quarkus-app (./mvnw -Dquick -DskipTests package); JAVA_HOME says which Java. Before each kill clients ask for studies, series,
instances and frames. Every answer that came to its end must be what Orthanc itself has of it, byte for byte; after each restart every instance
is retrieved and compared, and of the spools of dead processes nothing may be left. Ends with 1 and a sentence at the first thing that is wrong.
"""
import argparse, hashlib, http.client, json, os, random, shutil, signal, socket, struct, subprocess, sys, tempfile, threading, time

CT = b'1.2.840.10008.5.1.4.1.1.2'
EXPLICIT = b'1.2.840.10008.1.2.1'
ROOT = '1.2.826.0.1.3680043.10.98'
LONG = {b'OB', b'OW'}


def element(group, number, vr, value):
    if len(value) % 2:
        value += b' ' if vr not in (b'UI', b'OB') else b'\0'
    length = struct.pack('<HI', 0, len(value)) if vr in LONG else struct.pack('<H', len(value))
    return struct.pack('<HH', group, number) + vr + length + value


def made(study, series, number, rows, noise, patient=None):
    """A CT slice of noise of its own."""
    uid = f'{ROOT}.{study}.{series}.{number}'
    us = lambda n, v: element(0x28, n, b'US', struct.pack('<H', v))
    body = b''.join([
        element(8, 0x16, b'UI', CT), element(8, 0x18, b'UI', uid.encode()), element(8, 0x20, b'DA', b'20260101'),
        element(8, 0x60, b'CS', b'CT'), element(0x10, 0x10, b'PN', b'Kill^%d' % study), element(0x10, 0x20, b'LO', patient or b'K%d' % study),
        element(0x20, 0xd, b'UI', f'{ROOT}.{study}'.encode()), element(0x20, 0xe, b'UI', f'{ROOT}.{study}.{series}'.encode()),
        element(0x20, 0x11, b'IS', b'%d' % series), element(0x20, 0x13, b'IS', b'%d' % number), us(2, 1), element(0x28, 4, b'CS', b'MONOCHROME2'),
        us(0x10, rows), us(0x11, 256), us(0x100, 16), us(0x101, 16), us(0x102, 15), us(0x103, 0),
        element(0x7fe0, 0x10, b'OW', noise.randbytes(rows * 512))])
    meta = element(2, 1, b'OB', b'\0\1') + element(2, 2, b'UI', CT) + element(2, 3, b'UI', uid.encode()) + \
        element(2, 0x10, b'UI', EXPLICIT) + element(2, 0x12, b'UI', b'1.2.3.4')
    return bytes(128) + b'DICM' + element(2, 0, b'UL', struct.pack('<I', len(meta))) + meta + body


def data_set(file):
    """What follows the File Meta Information, and the SOP Instance UID that stands in it."""
    assert file[128:132] == b'DICM', 'no PS3.10 file'
    length = struct.unpack('<I', file[140:144])[0]
    meta, at, uid = file[144:144 + length], 0, None
    while at < length:
        group, number, vr = *struct.unpack('<HH', meta[at:at + 4]), meta[at + 4:at + 6]
        size, head = (struct.unpack('<I', meta[at + 8:at + 12])[0], 12) if vr in LONG else (struct.unpack('<H', meta[at + 6:at + 8])[0], 8)
        if number == 3:
            uid = meta[at + head:at + head + size].rstrip(b'\0 ').decode()
        at += head + size
    return uid, file[144 + length:]


def sha(data):
    return hashlib.sha256(data).hexdigest()


def port():
    with socket.socket() as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


def get(to, path, accept, timeout=60):
    """Status, Content-Type and body of an answer that came to its end; else an exception."""
    connection = http.client.HTTPConnection('127.0.0.1', to, timeout=timeout)
    try:
        connection.request('GET', path, headers={'Accept': accept})
        answer = connection.getresponse()
        return answer.status, answer.getheader('Content-Type'), answer.read()
    finally:
        connection.close()


def parts(content_type, body):
    boundary = b'\r\n--' + content_type.split('boundary=')[1].split(';')[0].strip('"').encode()
    pieces = (b'\r\n' + body).split(boundary)
    assert pieces[-1].startswith(b'--'), 'no closing boundary'
    return [piece.split(b'\r\n\r\n', 1)[1] for piece in pieces[1:-1]]


class Wrong(Exception):
    pass


class Judge:
    """What Orthanc itself has of each instance, taken by its REST API."""

    def __init__(self, rest, noise):
        self.instances, self.studies, self.frames = {}, {}, {}
        for study in range(1, 7):
            for series in (1, 2):
                for number in range(1, 16):
                    # One is large, so that it is on its way when the process dies.
                    file = made(study, series, number, 60000 if study == 6 and number == 1 else noise.randint(8, 1000), noise)
                    connection = http.client.HTTPConnection('127.0.0.1', rest)
                    connection.request('POST', '/instances', file)
                    told = json.loads(connection.getresponse().read())
                    uid, body = data_set(get(rest, f'/instances/{told["ID"]}/file', '*/*')[2])
                    self.instances[uid] = sha(body)
                    self.frames[uid] = sha(get(rest, f'/instances/{told["ID"]}/frames/0/raw', '*/*')[2])
                    self.studies.setdefault(study, set()).add(uid)

    def check(self, asked, wanted, answer):
        """A whole answer holds each wanted instance once, as it is, and nothing else."""
        status, content_type, body = answer
        if status in (502, 503, 504):
            return False
        if status != 200:
            raise Wrong(f'{asked}: status {status}')
        seen = set()
        for part in parts(content_type, body):
            uid, data = data_set(part)
            if uid in seen or uid not in wanted:
                raise Wrong(f'{asked}: {uid} does not belong there')
            if sha(data) != self.instances[uid]:
                raise Wrong(f'{asked}: {uid} is not what the PACS has ({len(data)} bytes)')
            seen.add(uid)
        if seen != wanted:
            raise Wrong(f'{asked}: {len(wanted - seen)} instances of {len(wanted)} are missing in a 200')
        return True


class Gateway:
    def __init__(self, arguments, work, dicom):
        self.web, self.spool, self.log = port(), work + '/spool', open(work + '/gateway.log', 'ab')
        os.makedirs(self.spool, exist_ok=True)
        settings = ['quarkus.http.port=%d' % self.web, 'isthmus.dimse.port=%d' % port(), 'isthmus.spool.dir=' + self.spool,
                    'isthmus.pacs.main.ae-title=ORTHANC', 'isthmus.pacs.main.host=127.0.0.1', 'isthmus.pacs.main.port=%d' % dicom]
        self.command = [os.path.join(os.environ['JAVA_HOME'], 'bin/java') if 'JAVA_HOME' in os.environ else 'java', '--enable-native-access=ALL-UNNAMED']
        self.command += ['-D' + one for one in settings + arguments.set] + ['-jar', arguments.app + '/quarkus-run.jar']

    def start(self, *more):
        self.process = subprocess.Popen(self.command[:1] + list(more) + self.command[1:], stdout=self.log, stderr=self.log)

    def await_up(self):
        for _ in range(1200):
            try:
                if get(self.web, '/q/health/live', '*/*', 5)[0] == 200:
                    return
            except OSError:
                pass
            if self.process.poll() is not None:
                raise Wrong('the gateway does not start; see its log')
            time.sleep(.05)
        raise Wrong('the gateway does not come up')

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def left(self):
        return sorted(os.listdir(self.spool))

    def left_in_the_end(self):
        """What is left when the dead are removed, which goes on beside the first answers."""
        for _ in range(400):
            if len(self.left()) == 1:
                break
            time.sleep(.05)
        return self.left()


def load(gateway, judge, chance, ended, counts, faults):
    """One client that asks for this and that until the gateway is dead."""
    while not ended.is_set():
        study = chance.randint(1, 6)
        uid = chance.choice(sorted(judge.studies[study]))
        series = uid.rsplit('.', 1)[0]
        root = f'/dicomweb/studies/{ROOT}.{study}'
        what = chance.randint(0, 3)
        path, wanted = [(root, judge.studies[study]), (f'{root}/series/{series}', {u for u in judge.studies[study] if u.startswith(series + '.')}),
                        (f'{root}/series/{series}/instances/{uid}', {uid}), (f'{root}/series/{series}/instances/{uid}/frames/1', None)][what]
        try:
            answer = get(gateway.web, path, f'multipart/related; type="application/{"dicom" if wanted else "octet-stream"}"')
        except (OSError, http.client.HTTPException):
            counts['broken'] += 1
            continue
        try:
            if wanted:
                judge.check(path, wanted, answer)
            elif answer[0] == 200 and sha(parts(answer[1], answer[2])[0]) != judge.frames[uid]:
                raise Wrong(f'{path}: not the frame that the PACS has')
            counts['whole'] += 1
        except Exception as wrong:
            faults.append(wrong)


def all_again(gateway, judge):
    for study, wanted in judge.studies.items():
        path = f'/dicomweb/studies/{ROOT}.{study}'
        if not judge.check(path, wanted, get(gateway.web, path, 'multipart/related; type="application/dicom"')):
            raise Wrong(path + ' is not given')


def started_orthanc(work, rest, dicom, **more):
    with open(work + '/orthanc.json', 'w') as file:
        json.dump({'StorageDirectory': work + '/db', 'IndexDirectory': work + '/db', 'Plugins': [], 'HttpPort': rest, 'AuthenticationEnabled': False,
                   'RemoteAccessAllowed': False, 'DicomAet': 'ORTHANC', 'DicomPort': dicom, 'DicomCheckCalledAet': False, 'DicomAlwaysAllowGet': True,
                   'DicomAlwaysAllowFind': True, 'StableAge': 1, 'LimitFindResults': 0, 'SaveJobs': False} | more, file)
    return subprocess.Popen(['Orthanc', work + '/orthanc.json'], stdout=open(work + '/orthanc.log', 'wb'), stderr=subprocess.STDOUT)


def await_orthanc(rest):
    for _ in range(600):
        try:
            get(rest, '/system', '*/*')
            return
        except OSError:
            time.sleep(.05)


def end(gateway, orthanc):
    for one in [gateway and getattr(gateway, 'process', None), orthanc]:
        if one and one.poll() is None:
            one.kill()
            one.wait()


def run(arguments, work):
    chance = random.Random(arguments.seed)
    rest, dicom = port(), port()
    orthanc = started_orthanc(work, rest, dicom, DicomThreadsCount=8)
    gateway = None
    try:
        await_orthanc(rest)
        judge = Judge(rest, chance)
        gateway = Gateway(arguments, work, dicom)
        counts, while_starting, begin = {'whole': 0, 'broken': 0}, 0, time.time()
        for number in range(1, arguments.kills + 1):
            # A small spool now and then, so that instances go while others come.
            gateway.start(*(['-Disthmus.spool.max-bytes=80000000'] if chance.random() < .3 else []))
            if chance.random() < .3:
                while_starting += 1
                time.sleep(chance.uniform(.3, 2.5))
                gateway.kill()
                print(f'kill {number}: while starting; {gateway.left()}', flush=True)
                continue
            gateway.await_up()
            ended, faults = threading.Event(), []
            clients = [threading.Thread(target=load, args=(gateway, judge, random.Random(chance.random()), ended, counts, faults)) for _ in range(4)]
            for one in clients:
                one.start()
            # At once, or after some answers: on a slow machine two seconds bring none.
            whole, late = counts['whole'] + chance.choice([0, 1, 10, 30]), time.time() + 20
            while counts['whole'] < whole and not faults and time.time() < late:
                time.sleep(.01)
            time.sleep(chance.uniform(.01, 2))
            gateway.kill()
            ended.set()
            for one in clients:
                one.join()
            dead = gateway.left()
            if faults:
                raise faults[0]
            gateway.start()
            gateway.await_up()
            now = gateway.left_in_the_end()
            if len(now) != 1 or now[0] in dead:
                raise Wrong(f'kill {number}: of dead processes is left: {now}')
            all_again(gateway, judge)
            gateway.kill()
            print(f'kill {number}: {counts["whole"]} whole answers and {counts["broken"]} broken so far; all right after it', flush=True)
        gateway.start()
        gateway.await_up()
        if len(gateway.left_in_the_end()) != 1:
            raise Wrong(f'of dead processes is left: {gateway.left()}')
        all_again(gateway, judge)
        gateway.process.terminate()
        gateway.process.wait()
        if gateway.left():
            raise Wrong(f'of a process that ended in order is left: {gateway.left()}')
        print(f'{arguments.kills} kills, {while_starting} of them while starting, seed {arguments.seed}: {counts["whole"]} whole answers, '
              f'{counts["broken"]} broken ones, none wrong; {len(judge.instances)} instances right after each; {time.time() - begin:.0f} s')
    finally:
        end(gateway, orthanc)


def in_a_folder(run, arguments):
    """Runs in a folder that goes afterwards; ends with 1 and what the gateway said last when something is wrong."""
    work = tempfile.mkdtemp()
    try:
        run(arguments, work)
    except Wrong as wrong:
        with open(work + '/gateway.log') as log:
            print(*log.readlines()[-20:], sep='', file=sys.stderr)
        sys.exit(f'seed {arguments.seed}: {wrong}')
    finally:
        shutil.rmtree(work, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--kills', type=int, default=50)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--app', default='target/quarkus-app')
    parser.add_argument('--set', action='append', default=[], help='a setting of the gateway')
    arguments = parser.parse_args()
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..'))
    in_a_folder(run, arguments)


if __name__ == '__main__':
    main()
