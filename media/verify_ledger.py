#!/usr/bin/env python3
"""Verifies an export of a Modelkeep ledger (modelkeep audit export DIR). Shares no code with Modelkeep.

  python3 verify_ledger.py DIR [--signatures all|last] [--checkpoint FILE] [--registry ID]

Ends with 0: everything is proved; 1: something is wrong, and named; 2: it could not begin. Python 3.8 or later, nothing else.
"""
import argparse, base64, functools, hashlib, json, os, re, sys

# ---- Ed25519 (RFC 8032), verification only. Points are extended coordinates (X, Y, Z, T). ----
P = 2 ** 255 - 19
L = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ZERO = (0, 1, 1, 0)

def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)

def point(data):
    y = int.from_bytes(data, 'little')
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * v ** 3 % P * pow(u * v ** 7 % P, (P - 5) // 8, P) % P
    if v * x * x % P == -u % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if v * x * x % P != u or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)

@functools.lru_cache(maxsize=64)
def multiples(key):
    """Table of 16**i * j * point: a product is then 64 additions. Of the point's negative for a key, of the base for b''."""
    base = point(key or (4 * pow(5, P - 2, P) % P).to_bytes(32, 'little'))
    if base is None:
        return None
    if key:
        base = (P - base[0], base[1], 1, P - base[3])
    rows = []
    for _ in range(64):
        row = [ZERO]
        for _ in range(15):
            row.append(add(row[-1], base))
        rows.append(row)
        base = add(row[-1], base)
    return rows

def signed(key, message, signature):
    rows, s = multiples(key), int.from_bytes(signature[32:], 'little')
    if rows is None or len(signature) != 64 or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), 'little') % L
    total = ZERO
    for table, factor in ((multiples(b''), s), (rows, h)):
        for row in table:
            if factor & 15:
                total = add(total, row[factor & 15])
            factor >>= 4
    inverse = pow(total[2], P - 2, P)
    x, y = total[0] * inverse % P, total[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, 'little') == signature[:32]

# ---- Lines, hashes ----
class Wrong(Exception):
    pass

def need(condition, message):
    if not condition:
        raise Wrong(message)

KEY = re.compile(r'[a-z][A-Za-z0-9]{0,31}\Z')

def members(pairs):
    need(all(KEY.match(name) for name, _ in pairs), 'has a name that is not allowed')
    return dict(pairs)

def no_float(text):
    raise Wrong('has a number that is no integer')

def integer(text):
    need(len(text) < 18 and abs(int(text)) < 1 << 53, 'has a number that is too large')
    return int(text)

READ = json.JSONDecoder(object_pairs_hook=members, parse_int=integer, parse_float=no_float, parse_constant=no_float).decode
SPELL = json.JSONEncoder(ensure_ascii=False, separators=(',', ':'), sort_keys=True).encode

def depth(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)

def canonical(line, where):
    """The value of a line that is spelled in the one way there is (RFC 8785 without floats)."""
    try:
        text = line.decode('utf-8') if isinstance(line, bytes) else line
        value = READ(text)
        same = isinstance(value, dict) and SPELL(value) == text and len(line) <= 1 << 20
        same = same and (text.count('{') + text.count('[') <= 16 or depth(value) <= 16)
    except Wrong as error:
        raise Wrong('%s %s' % (where, error))
    except (ValueError, RecursionError):
        raise Wrong('%s is no canonical JSON' % where)
    need(same, '%s is no canonical JSON' % where)
    return value

def sha(*parts):
    return hashlib.sha256(b''.join(parts)).digest()

def base32(data):
    return base64.b32encode(data).decode().lower().rstrip('=')

def base64_bytes(text, length):
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, TypeError):
        return b''
    return data if len(data) == length and base64.b64encode(data).decode() == text else b''

class Tree:
    """Right edge of a Merkle tree (RFC 6962): roots of its perfect subtrees."""
    def __init__(self):
        self.size, self.nodes = 0, []

    def append(self, leaf):
        rest = self.size
        while rest & 1:
            leaf, rest = sha(b'\1', self.nodes.pop(), leaf), rest >> 1
        self.nodes.append(leaf)
        self.size += 1

    def root(self):
        root = self.nodes[-1]
        for node in reversed(self.nodes[:-1]):
            root = sha(b'\1', node, root)
        return base64.b64encode(root).decode()

def root_of_proof(leaf, index, size, proof):
    """Root that an inclusion proof gives (RFC 9162 §2.1.3.2)."""
    need(0 <= index < size, 'position %d is not among %d events' % (index, size))
    last, root = size - 1, leaf
    for node in proof:
        need(last > 0, 'the proof of event %d is too long' % index)
        if index & 1 or index == last:
            root = sha(b'\1', node, root)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            root = sha(b'\1', root, node)
        index, last = index >> 1, last >> 1
    need(last == 0, 'a proof is too short')
    return base64.b64encode(root).decode()

# ---- Members and keys, as far as they decide whose signature counts ----
def texts(value, most):
    return isinstance(value, list) and len(value) <= most and all(isinstance(one, str) for one in value)

FORMS = {
    'author': lambda v: isinstance(v, str) and len(v) <= 256, 'reason': lambda v: isinstance(v, str),
    'name': lambda v: isinstance(v, str) and v.strip() != '' and len(v) <= 256,
    'member': lambda v: re.match(r'd_[a-z2-7]{16}\Z', str(v)), 'device': lambda v: re.match(r'd_[a-z2-7]{16}\Z', str(v)),
    'key': lambda v: re.match(r'[A-Za-z0-9+/]{43}=\Z', str(v)), 'admission': lambda v: v in ('open', 'closed'),
    'keys': lambda v: texts(v, 64) and all(FORMS['key'](one) for one in v), 'was': lambda v: True,
    'roles': lambda v: texts(v, 32) and all(re.match(r'[a-z][a-z0-9-]{0,31}\Z', one) for one in v),
}
SHAPES = {
    'member.added': 'keys name roles', 'member.removed': 'author member reason', 'member.changed': 'author member roles was',
    'key.added': 'author key member', 'key.revoked': 'author device reason', 'registry.admissionChanged': 'admission author was',
}

def device_of(key):
    data = base64_bytes(key, 32)
    return 'd_' + base32(sha(data))[:16] if data else None

class Members:
    def __init__(self):
        self.roles, self.keys, self.owner, self.names, self.known, self.open = {}, {}, {}, {}, {}, True

    def admit(self, keys, name, roles):
        devices = [device_of(key) for key in keys]
        self.roles[devices[0]], self.names[devices[0]] = roles, name
        for device, key in zip(devices, keys):
            self.hold(device, key, devices[0])

    def hold(self, device, key, member):
        self.keys[device], self.owner[device] = base64_bytes(key, 32), member
        self.known[device] = self.keys[device]

    def is_admin(self, device):
        return device in self.keys and 'admin' in self.roles.get(self.owner[device], [])

    def devices(self, member):
        return [device for device in self.keys if self.owner[device] == member]

    def is_last_admin(self, member):
        admins = [one for one, roles in self.roles.items() if 'admin' in roles and self.devices(one)]
        return admins == [member]

    def named(self, name):
        return any(self.names[one].lower() == name.lower() for one in self.roles)

    def end(self, device):
        self.keys.pop(device, None)

    def apply(self, device, kind, body):
        """What an event changes; one that its author had no right to changes nothing."""
        if kind == 'registry.created':
            self.open = body['admission'] == 'open'
            for member in body['members']:
                self.admit(member['keys'], member['name'], member['roles'])
            return
        names = set(body) - ({'author'} if kind == 'member.added' else set())
        if kind not in SHAPES or names != set(SHAPES[kind].split()) or not all(FORMS[name](body[name]) for name in body):
            return
        admin = self.is_admin(device)
        if kind == 'member.added':
            devices = [device_of(key) for key in body['keys']]
            if admin:
                new = devices and None not in devices and len(set(devices)) == len(devices) and not any(one in self.known for one in devices)
                if new and body['roles'] and not self.named(body['name']):
                    self.admit(body['keys'], body['name'], body['roles'])
            elif self.open and body['roles'] == ['contributor'] and devices == [device] and device not in self.known:
                self.admit(body['keys'], body['name'] if not self.named(body['name']) else '%s (%s)' % (body['name'], device[2:8]), body['roles'])
        elif kind == 'key.revoked':
            member = self.owner.get(body['device']) if body['device'] in self.keys else None
            own = device in self.keys and self.owner[device] == member
            if member and (admin or own) and not (self.devices(member) == [body['device']] and self.is_last_admin(member)):
                self.end(body['device'])
        elif not admin:
            return
        elif kind == 'registry.admissionChanged':
            self.open = body['admission'] == 'open'
        elif body['member'] not in self.roles:
            return
        elif kind == 'member.removed' and not self.is_last_admin(body['member']):
            for one in self.devices(body['member']):
                self.end(one)
            del self.roles[body['member']]
        elif kind == 'member.changed' and body['roles'] and ('admin' in body['roles'] or not self.is_last_admin(body['member'])):
            self.roles[body['member']] = body['roles']
        elif kind == 'key.added':
            one = device_of(body['key'])
            before = self.owner.get(one) if one in self.keys else None
            joins = before and before != body['member'] and self.devices(before) == [one] and self.roles[before] == ['contributor']
            if one and (one not in self.known or joins):
                if joins:
                    del self.roles[before]
                self.hold(one, body['key'], body['member'])

    def key_for(self, device, first):
        """The key of a batch: one in force, or one that the batch's own first event admits."""
        if device in self.keys:
            return self.keys[device]
        body = first['body']
        keys = []
        if first['type'] == 'registry.created' and not self.known:
            keys = [key for member in body['members'] for key in member['keys']]
        elif first['type'] == 'member.added' and self.open and body.get('roles') == ['contributor'] and len(body.get('keys', [])) == 1 and device not in self.known:
            keys = body['keys']
        return next((base64_bytes(key, 32) for key in keys if device_of(key) == device), None)

# ---- Checkpoints, batches, segments ----
def checkpoint_text(registry, size, root):
    return ('modelkeep/%s\n%d\n%s\n' % (registry, size, root)).encode()

def check_note(note, registry, size, root, key_of, where):
    """The device that signed a checkpoint (C2SP signed note)."""
    match = re.match('\u2014 (modelkeep/%s/(d_[a-z2-7]{16})) ([A-Za-z0-9+/=]+)\\Z' % re.escape(registry), note)
    data = base64_bytes(match.group(3), 68) if match else b''
    key = key_of(match.group(2)) if data else None
    need(key, '%s is signed by no member' % where)
    name = match.group(1).encode()
    need(data[:4] == sha(name, b'\n\1', key)[:4] and signed(key, checkpoint_text(registry, size, root), data[4:]), 'the signature of %s is wrong' % where)
    return match.group(2)

def read_checkpoint(path):
    with open(path, 'rb') as file:
        text = file.read(4096).decode('utf-8', 'replace').replace('\r\n', '\n')
    match = re.match('modelkeep/(r_[a-z2-7]{52})\n(0|[1-9][0-9]{0,14})\n([A-Za-z0-9+/]{43}=)\n\n(\u2014 [^\n]+)\n\\Z', text)
    need(match, '%s is no checkpoint' % path)
    return match.group(1), int(match.group(2)), match.group(3), match.group(4)

def check_batch(header, leaves, registry, key, where):
    need(header.get('reg') == registry, '%s is of another registry' % where)
    need(sha(*leaves).hex() == header.get('leaves'), '%s was signed for other events' % where)
    if key is not None:
        unsigned = SPELL({name: value for name, value in header.items() if name != 'sig'}).encode()
        need(signed(key, b'modelkeep/v1/batch\0' + sha(unsigned), base64_bytes(header.get('sig'), 64)), 'the signature of %s is wrong' % where)

LINES = {'seg': 'k n n0 prev reg root rules slot v', 'batch': 'dev dprev dseq k leaves n reg sig v', 'ev': 'body id k t type v', 'end': 'k note'}

def has(line, kind):
    """Whether a line has just the members of its kind."""
    return line.get('k') == kind and set(line) == set(LINES[kind].split()) and line.get('v', 1) == 1

class Ledger:
    def __init__(self, every):
        self.every, self.tree, self.members, self.chains = every, Tree(), Members(), {}
        self.registry, self.previous, self.note, self.signatures, self.wanted, self.last = '', '0' * 64, None, 0, {}, []

    def segment(self, slot, data):
        where = 'slot %d' % slot
        need(len(data) <= 4 << 20 and data.endswith(b'\n'), '%s is cut off or too large' % where)
        lines = data[:-1].split(b'\n')
        need(len(lines) >= 4, '%s is cut off' % where)
        head = canonical(lines[0], '%s, line 1,' % where)
        end = canonical(lines[-1], '%s, its last line,' % where)
        need(has(head, 'seg') and head['rules'] == 1 and has(end, 'end'), '%s is no segment of a kind that is known here' % where)
        need(head.get('slot') == slot, '%s holds what was written for slot %s' % (where, head.get('slot')))
        need(head.get('reg') == self.registry, '%s is of another registry' % where)
        need(head.get('prev') == self.previous, '%s does not continue slot %d: one of the two is not what was written' % (where, slot - 1))
        need(head.get('n0') == self.tree.size, '%s says that %s events lie before it, there are %d' % (where, head.get('n0'), self.tree.size))
        batches, at = [], 1
        while at < len(lines) - 1:
            header = canonical(lines[at], '%s, line %d,' % (where, at + 1))
            count = header.get('n')
            need(has(header, 'batch') and isinstance(count, int) and 0 < count < len(lines) - at, '%s, line %d, is no batch of events' % (where, at + 1))
            batches.append((header, lines[at], lines[at + 1:at + 1 + count], at + 2))
            at += 1 + count
        need(at == len(lines) - 1 and head.get('n') == sum(len(batch[2]) for batch in batches), '%s does not hold the number of events that it says' % where)
        first, parsed, leaves = self.tree.size, [], []
        for header, _, events, line in batches:
            parsed.append([self.event(text, header, '%s, line %d (event %d),' % (where, line + i, first + len(leaves) + i)) for i, text in enumerate(events)])
            leaves += [sha(b'\0', text) for text in events]
        for leaf in leaves:
            self.tree.append(leaf)
            if self.tree.size in self.wanted:
                self.wanted[self.tree.size] = self.tree.root()
        need(self.tree.root() == head.get('root'), '%s: its events %d to %d do not give its Merkle root: an event was changed, removed or moved' % (where, first, self.tree.size - 1))
        if slot == 0:
            self.genesis(data, parsed[0][0])
        keys, begin, self.last = {}, 0, []
        for (header, text, events, _), values in zip(batches, parsed):
            keys.update(self.batch(header, text, values, leaves[begin:begin + len(events)], where))
            begin += len(events)
        registry = head['reg']
        self.note = (end.get('note'), self.tree.size, head['root'], dict(self.members.keys, **keys), where, registry)
        if self.every:
            self.check_note()
        for (header, _, _, _), values in zip(batches, parsed):
            for value in values:
                self.members.apply(header['dev'], value['type'], value['body'])
        self.previous = sha(data).hex()

    def event(self, text, header, where):
        value = canonical(text, where)
        need(has(value, 'ev') and isinstance(value.get('body'), dict) and str(value.get('id')).split('.')[0] == header.get('dev'), '%s is no event of its batch\u2019s device' % where)
        return value

    def genesis(self, data, event):
        self.id, self.begun = 'r_' + base32(sha(data)), event['body']

    def batch(self, header, text, values, leaves, where):
        device = header.get('dev')
        where = '%s, the batch of %s,' % (where, device)
        chain, counter = self.chains.get(device, ('0' * 64, 0))
        need(header.get('dprev') == chain, '%s does not continue that device\u2019s chain' % where)
        need(isinstance(header.get('dseq'), int) and header['dseq'] > counter, '%s repeats a counter' % where)
        counters = [int(value['id'].split('.')[1]) for value in values]
        need(counters[0] == header['dseq'] and all(a < b for a, b in zip(counters, counters[1:])), '%s has its counters out of order' % where)
        key = self.members.key_for(device, values[0])
        need(key, '%s is by nobody whose key was in force' % where)
        check_batch(header, leaves, self.registry, key if self.every else None, where)
        self.last.append((header, leaves, self.registry, key, where))
        self.signatures += self.every
        self.chains[device] = (sha(text).hex(), counters[-1])
        return {device: key}

    def check_note(self):
        note, size, root, keys, where, registry = self.note
        self.signatures += 1
        return check_note(str(note), registry, size, root, keys.get, where)

def check_about(folder, kind, begun, registry, events, models=()):
    """export.json says what the export is: where it is there, it must say just what was found."""
    path = os.path.join(folder, 'export.json')
    if not os.path.exists(path):
        return
    with open(path, encoding='utf-8') as file:
        text = file.read(1 << 16)
    about = json.loads(text)
    need(text == json.dumps(about, indent=2, ensure_ascii=False) + '\n', 'export.json is not as it was written')
    need(about.get('events') == events, 'export.json says that there are %s events, here are %d: some were removed or added' % (about.get('events'), events))
    found = {'events': events, 'format': 1, 'kind': kind, 'name': begun.get('name'), 'registry': registry}
    found.update({'model': model for model in models})
    need(about == found and len(models) < 2, 'export.json tells of another export than this')

def slots(folder):
    """Slots of a log in order; refuses a gap."""
    slot, found = 0, sum(len(files) for _, _, files in os.walk(folder))
    while True:
        path = os.path.join(folder, '%012d' % (slot // 10000), '%04d.seg' % (slot % 10000))
        if not os.path.exists(path):
            break
        with open(path, 'rb') as file:
            yield slot, file.read((4 << 20) + 1)
        slot += 1
    need(slot > 0, 'there is no slot 0')
    need(found <= slot, 'slot %d is missing, but there are later ones' % slot)

def verify_whole(folder, options, kept):
    ledger = Ledger(options.signatures == 'all')
    own = read_checkpoint(os.path.join(folder, 'checkpoint.txt'))
    points = [('the checkpoint of the export', own)] + [(options.checkpoint, one) for one in kept]
    ledger.wanted = {one[1]: None for _, one in points}
    for slot, data in slots(os.path.join(folder, 'log')):
        ledger.segment(slot, data)
        ledger.registry = ledger.id
    if not ledger.every:
        for batch in ledger.last:
            check_batch(*batch)
    signer = ledger.check_note() if not ledger.every else check_note(str(ledger.note[0]), ledger.note[5], *ledger.note[1:3], ledger.note[3].get, ledger.note[4])
    judge(ledger, points, options, signer)
    check_about(folder, 'ledger', ledger.begun, ledger.id, ledger.tree.size)
    print('proved: %d events in %d slots are exactly what was written, in this order' % (ledger.tree.size, slot + 1))
    if ledger.every:
        print('proved: every batch and every segment is signed by a key that was in force there (%d signatures)' % ledger.signatures)
    else:
        print('proved: the whole and its last batch are signed by keys that were in force, the whole by %s; other signatures were not looked at' % signer)
    return ledger

def judge(ledger, points, options, signer):
    need(options.registry in (None, ledger.id), 'the ledger is %s, not %s' % (ledger.id, options.registry))
    for where, (registry, size, root, note) in points:
        need(registry == ledger.id, '%s is of another registry, %s' % (where, registry))
        need(size <= ledger.tree.size, '%s covers %d events, here are %d: the end of the ledger is cut off' % (where, size, ledger.tree.size))
        need(ledger.wanted[size] == root, '%s says that the root of the first %d events was %s, here it is %s: the past was rewritten' % (where, size, root, ledger.wanted[size]))
        check_note(note, registry, size, root, ledger.members.known.get, where)

def models_of(kind, body):
    """The model that an event is about, by its key; those about members, keys and policy are about none."""
    about = body.get('record') if kind == 'version.committed' else body
    model = about.get('model') if isinstance(about, dict) and not re.match(r'member\.|key\.|registry\.|!', kind) else None
    return {model} if isinstance(model, str) else set()

def verify_part(folder, options, kept):
    registry, size, root, note = own = read_checkpoint(os.path.join(folder, 'checkpoint.txt'))
    with open(os.path.join(folder, 'genesis.seg'), 'rb') as file:
        genesis = file.read((4 << 20) + 1)
    beginning = Ledger(True)
    beginning.segment(0, genesis)
    need(beginning.id == registry, 'genesis.seg begins %s, the checkpoint is of %s' % (beginning.id, registry))
    need(options.registry in (None, registry), 'the ledger is %s, not %s' % (registry, options.registry))
    for one in kept:
        need(one[1] == size, '%s covers %d events, this part is proved against %d: they cannot be compared' % (options.checkpoint, one[1], size))
        need(one[:3] == own[:3], '%s says that the root of %d events was %s, here it is %s: the past was rewritten' % (options.checkpoint, size, one[2], root))
    people, count, batches, last, models = Members(), 0, 0, -1, set()
    with open(os.path.join(folder, 'part.jsonl'), encoding='utf-8', newline='\n') as file:
        for number, line in enumerate(file, 1):
            where = 'part.jsonl, line %d,' % number
            try:
                entry = json.loads(line)
                leaves = [bytes.fromhex(leaf) for leaf in entry['leaves']]
                events = [(one['position'], one['line'], [bytes.fromhex(node) for node in one['proof']]) for one in entry['events']]
                again = {'batch': entry['batch'], 'leaves': [leaf.hex() for leaf in leaves]}
                again['events'] = [{'position': at, 'line': text, 'proof': [node.hex() for node in proof]} for at, text, proof in events]
            except (ValueError, KeyError, TypeError, RecursionError):
                raise Wrong('%s cannot be read' % where)
            need(json.dumps(again, separators=(',', ':'), ensure_ascii=False) + '\n' == line, '%s is not as it was written' % where)
            header = canonical(entry['batch'], where)
            values = [canonical(text, '%s event %d,' % (where, position)) for position, text, _ in events]
            need(events and events[0][0] > last and [e[0] for e in events] == sorted({e[0] for e in events}), '%s its positions do not rise' % where)
            for position, text, proof in events:
                leaf = sha(b'\0', text.encode())
                need(leaf in leaves, '%s event %d is not one of its batch' % (where, position))
                need(root_of_proof(leaf, position, size, proof) == root, '%s event %d is not in the ledger at that position: its proof does not give the root' % (where, position))
            key = people.key_for(header.get('dev'), values[0])
            need(key, '%s the batch is by nobody whose key was in force' % where)
            check_batch(header, leaves, '' if events[0][0] == 0 else registry, key if options.signatures == 'all' else None, where)
            for value in values:
                people.apply(header['dev'], value['type'], value['body'])
                models |= models_of(value['type'], value['body'])
            count, batches, last = count + len(events), batches + 1, events[-1][0]
    need(last >= 0, 'the part is empty')
    check_about(folder, 'part', beginning.begun, registry, count, models)
    signer = check_note(note, registry, size, root, people.known.get, 'the checkpoint of the export')
    print('proved: %d events are in the ledger at their positions, under a checkpoint of %d events signed by %s' % (count, size, signer))
    if options.signatures == 'all':
        print('proved: each of their %d batches is signed by a key that was in force there' % batches)
    print('not proved: that the ledger holds no other events of this model, or of its members')
    return beginning

def main():
    parser = argparse.ArgumentParser(description='Verifies an export of a Modelkeep ledger.')
    parser.add_argument('dir')
    parser.add_argument('--signatures', choices=('all', 'last'), default='all', help='last: only that of the whole, quickly')
    parser.add_argument('--checkpoint', help='a checkpoint that you kept, such as modelkeep.lock')
    parser.add_argument('--registry', help='the id that modelkeep.json pins')
    options = parser.parse_args()
    part = os.path.exists(os.path.join(options.dir, 'part.jsonl'))
    if not part and not os.path.isdir(os.path.join(options.dir, 'log')):
        print('%s is no export of a ledger' % options.dir, file=sys.stderr)
        return 2
    try:
        kept = [read_checkpoint(options.checkpoint)] if options.checkpoint else []
        ledger = (verify_part if part else verify_whole)(options.dir, options, kept)
    except Wrong as error:
        print('wrong: %s' % error)
        return 1
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError) as error:
        print('wrong: it holds something of a wrong form (%s: %s)' % (type(error).__name__, error))
        return 1
    except BrokenPipeError:
        raise
    except OSError as error:
        print('%s cannot be read: %s' % (error.filename, error.strerror), file=sys.stderr)
        return 2
    print('registry %s' % ledger.id)
    if kept:
        print('proved: it agrees with %s' % options.checkpoint)
    else:
        print('not proved: that the past was never rewritten by somebody with the right keys (--checkpoint, with one that you kept)')
    print('not judged: whether promotions kept the policy')
    return 0

if __name__ == '__main__':
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read along has seen enough; what was not said is not proved
        code = 2
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(code)
