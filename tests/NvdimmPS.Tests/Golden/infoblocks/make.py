#!/usr/bin/env python3
"""Makes the images of namespaces beside this file, from the documents alone: struct btt_sb, struct log_entry and the map of
drivers/nvdimm/btt.h and Documentation/driver-api/nvdimm/btt.rst, struct nd_pfn_sb of drivers/nvdimm/pfn.h. An image is its size and
those runs of bytes that are not zero. With it stands what a check of it must find: ids of findings, and the bytes that mend it.
Run it in its folder: ./make.py"""
import json, struct, uuid

K, M, PAGE = 1024, 1 << 20, 4096
PARENT = uuid.UUID("3b1a5c62-0f63-4a6e-8d5e-9c1f7a2b4d10")
SAME_FIRST_BYTE = uuid.UUID("3bffffff-0f63-4a6e-8d5e-9c1f7a2b4d10")
OWN = uuid.UUID("7c9e6679-7425-40de-944b-e07fc1f90ae7")
LANES, GROUP, BLOCK_BITS, WRITTEN, TRIM, ERROR = 256, 64, (1 << 30) - 1, 3 << 30, 2 << 30, 1 << 30


def fletcher64(block):
    low = high = 0
    for (word,) in struct.iter_unpack("<I", block):
        low = (low + word) & 0xFFFFFFFF
        high = (high + low) & 0xFFFFFFFFFFFFFFFF
    return ((high & 0xFFFFFFFF) << 32) | low


def sealed(block):
    block = bytearray(block[:4088] + bytes(8))
    struct.pack_into("<Q", block, 4088, fletcher64(block))
    return bytes(block)


class Image:
    def __init__(self, size):
        self.size, self.data = size, bytearray(size)

    def put(self, offset, data):
        self.data[offset:offset + len(data)] = data

    def u32(self, offset, value=None):
        if value is not None:
            struct.pack_into("<I", self.data, offset, value)
        return struct.unpack_from("<I", self.data, offset)[0]

    def runs(self):
        unit, runs = 16, []
        for at in range(0, self.size, PAGE):
            page = self.data[at:at + PAGE]
            if not any(page):
                continue
            for k in range(0, PAGE, unit):
                piece = bytes(page[k:k + unit])
                if any(piece):
                    if runs and runs[-1][0] + len(runs[-1][1]) == at + k:
                        runs[-1][1] += piece
                    else:
                        runs.append([at + k, bytearray(piece)])
        return [[offset, data.hex()] for offset, data in runs]


class Arena:
    """One arena as the driver lays it out (btt.rst, the figure; btt.c, alloc_arena)."""

    def __init__(self, image, start, size, sector, version=(1, 1), parent=PARENT, next_offset=0, second=1):
        self.image, self.start, self.sector, self.second = image, start, sector, second
        self.internal_size = (sector + 63) // 64 * 64
        room = size // PAGE * PAGE - 2 * PAGE - LANES * GROUP
        self.internal = (room - PAGE) // (self.internal_size + 4)
        self.external = self.internal - LANES
        map_size = (self.external * 4 + PAGE - 1) // PAGE * PAGE
        self.data_at, self.map_at = PAGE, PAGE + room - map_size
        self.log_at = self.map_at + map_size
        self.copy_at = self.log_at + LANES * GROUP
        self.info = sealed(struct.pack("<16s16s16sIHHIIIIIIQQQQQ", b"BTT_ARENA_INFO\0\0", OWN.bytes, parent.bytes, 0, *version, sector, self.external,
                           self.internal_size, self.internal, LANES, PAGE, next_offset, self.data_at, self.map_at, self.log_at, self.copy_at)
                           .ljust(PAGE, b"\0"))
        self.write_info(self.info, self.info)
        self.turn = [0] * LANES
        for lane in range(LANES):
            self.log(lane, 0, lane, self.external + lane, self.external + lane, 1)

    def write_info(self, info=None, copy=None):
        if info is not None:
            self.image.put(self.start, info)
        if copy is not None:
            self.image.put(self.start + self.copy_at, copy)

    def entry_at(self, lane, slot):
        return self.start + self.log_at + lane * GROUP + (self.second if slot else 0) * 16

    def log(self, lane, slot, sector, old, new, sequence):
        self.image.put(self.entry_at(lane, slot), struct.pack("<IIII", sector, old, new, sequence))

    def newest(self, lane):
        """btt.rst: the sequence goes 1, 2, 3, 1; the entry that is written next is the older one."""
        return struct.unpack_from("<IIII", self.image.data, self.entry_at(lane, self.turn[lane]))

    def map_entry_at(self, sector):
        return self.start + self.map_at + sector * 4

    def block_of(self, sector):
        entry = self.image.u32(self.map_entry_at(sector))
        return sector if entry >> 30 == 0 else entry & BLOCK_BITS

    def write(self, lane, sector, map_too=True, flags=WRITTEN):
        """btt.rst, write path: the free block of the lane takes the data, then the log is written, then the map."""
        _, free, _, sequence = self.newest(lane)
        old = self.block_of(sector)
        self.turn[lane] ^= 1
        self.log(lane, self.turn[lane], sector, old, free, sequence % 3 + 1)
        if map_too:
            self.image.u32(self.map_entry_at(sector), free | flags)
        return old, free


def btt(size, sector, version=(1, 1), **more):
    image = Image(size)
    start = PAGE if version == (1, 1) else 0
    return image, Arena(image, start, size - start, sector, version, **more)


def used(arena, writes=600):
    state = 12345
    for _ in range(writes):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        arena.write(state % LANES, (state >> 8) % arena.external)


CASES = []


def case(name, image, findings=(), repairs=(), parent=PARENT, **more):
    CASES.append(name)
    with open(name + ".json", "w") as f:
        json.dump({"size": image.size, "parent": str(parent), "findings": sorted(findings),
                   "repairs": [[offset, data.hex()] for offset, data in repairs], **more, "runs": image.runs()}, f, separators=(",", ":"))
        f.write("\n")


def whole(arena):
    return {"arenas": 1, "sectors": arena.external, "sectorSize": arena.sector}


# What a running kernel showed as the size of the disk.
for size, sector, version, shown in [(256 * M, 4096, (1, 1), 267091968), (64 * M, 4096, (2, 0), 65966080), (16 * M, 4096, (2, 0), 15683584),
                                     (256 * M, 512, (1, 1), 266190848), (32 * M, 512, (2, 0), 33134592)]:
    _, a = btt(size, sector, version)
    assert a.external * sector == shown, (size, sector, a.external * sector, shown)
_, a = btt(32 * M, 520, (2, 0))
assert a.external * 512 == 29464064

image, a = btt(32 * M, 512)
assert (a.internal, a.external, a.map_at, a.log_at, a.copy_at) == (64964, 64708, 0x1FBA000, 0x1FFA000, 0x1FFE000)
case("btt-1.1-new", image, **whole(a))
image, a = btt(16 * M, 4096, (2, 0))
case("btt-2.0-new", image, **whole(a))
image, a = btt(32 * M, 520, (2, 0))
case("btt-520", image, **whole(a))
image, a = btt(17 * M, 4096)
used(a)
case("btt-used", image, **whole(a))
image, a = btt(17 * M, 4096, second=2)
used(a)
case("btt-log-of-4.14", image, **whole(a))
image, a = btt(17 * M, 4096, parent=uuid.UUID(int=0))
case("btt-of-no-namespace", image, **whole(a))

# The first half of an entry (sector, old) was written over the older one, the second (new, sequence) was not.
image, a = btt(17 * M, 4096)
used(a)
image.put(a.entry_at(9, a.turn[9] ^ 1), struct.pack("<II", 77, a.block_of(77)))
case("btt-log-torn", image, **whole(a))

image, a = btt(17 * M, 4096)
used(a)
todo = []
for lane, sector in [(3, 100), (200, 1)]:
    _, new = a.write(lane, sector, map_too=False)
    todo.append((a.map_entry_at(sector), struct.pack("<I", new | WRITTEN)))
case("btt-interrupted", image, ["NV1223"], todo, **whole(a))

image, a = btt(17 * M, 4096)
used(a)
for lane, sector, flags in [(1, 5, TRIM), (2, 6, ERROR), (4, 7, ERROR)]:
    a.write(lane, sector, flags=flags)
case("btt-error-sectors", image, ["NV1228"], **whole(a))

for version, where in [((1, 1), "1.1"), ((2, 0), "2.0")]:
    image, a = btt(17 * M, 4096, version)
    used(a)
    image.data[a.start + 60] ^= 1
    case(f"btt-{where}-info-damaged", image, ["NV1201", "NV1205", "NV1208"], [(a.start, a.info)], **whole(a))
    a.write_info(info=bytes(PAGE))
    case(f"btt-{where}-info-gone", image, ["NV1208"], [(a.start, a.info)], **whole(a))
    a.write_info(copy=bytes(PAGE))
    case(f"btt-{where}-both-gone", image, ["NV1200"], arenas=0, sectors=0)

image, a = btt(17 * M, 4096)
a.write_info(info=a.info[:200] + b"\x01" + a.info[201:])
a.write_info(copy=bytes(PAGE))
case("btt-damaged-without-copy", image, ["NV1200", "NV1201"], arenas=0, sectors=0)
image, a = btt(17 * M, 4096)
image.data[a.start + a.copy_at + 4000] ^= 0x80
case("btt-copy-damaged", image, ["NV1206"], [(a.start + a.copy_at, a.info)], **whole(a))
image, a = btt(17 * M, 4096)
a.write_info(copy=sealed(a.info[:48] + b"\x01" + a.info[49:]))
case("btt-copy-differs", image, ["NV1207"], [(a.start + a.copy_at, a.info)], **whole(a))
image, a = btt(17 * M, 4096)
flagged = sealed(a.info[:48] + b"\x01" + a.info[49:])
a.write_info(flagged, flagged)
case("btt-error-flag", image, ["NV1204"], **whole(a))
image, a = btt(17 * M, 4096, parent=SAME_FIRST_BYTE)
case("btt-of-another", image, ["NV1200", "NV1202"], arenas=0, sectors=0)
image = Image(17 * M)
a = Arena(image, PAGE, 17 * M - PAGE, 4096, (2, 0))
case("btt-2.0-at-the-place-of-1.1", image, ["NV1200", "NV1203"], arenas=0, sectors=0)

for name, at, form, value in [("no-sector-size", 56, "<I", 1000), ("no-free-blocks", 72, "<I", 0), ("too-many-blocks", 68, "<I", 0x7FFFFFFF),
                              ("map-outside", 96, "<Q", 1 << 40), ("log-wraps", 104, "<Q", (1 << 64) - 4096), ("copy-within-log", 112, "<Q", 4096),
                              ("next-is-itself", 80, "<Q", 4096), ("many-lanes", 72, "<I", 0xFFFFFFFF), ("info-size", 76, "<I", 512)]:
    image, a = btt(17 * M, 4096)
    wrong = bytearray(a.info)
    struct.pack_into(form, wrong, at, value)
    a.write_info(sealed(wrong), sealed(wrong))
    case("btt-values-" + name, image, ["NV1200", "NV1205"], arenas=0, sectors=0)

image, a = btt(17 * M, 4096)
used(a)
image.u32(a.map_entry_at(50), WRITTEN | a.internal)
case("btt-map-outside", image, ["NV1224", "NV1226"], **whole(a))
image, a = btt(17 * M, 4096)
used(a)
image.u32(a.map_entry_at(50), WRITTEN | a.block_of(51))
case("btt-map-twice", image, ["NV1225", "NV1226"], **whole(a))
image, a = btt(17 * M, 4096)
image.u32(a.map_entry_at(50), WRITTEN | (a.external + 7))
case("btt-map-takes-free-block", image, ["NV1225", "NV1226"], **whole(a))

for name, sequences in [("equal", (2, 2)), ("large", (4, 1)), ("never-written", (0, 0)), ("far", (2, 0)), ("first-empty", (0, 1))]:
    image, a = btt(17 * M, 4096)
    used(a)
    for slot, sequence in enumerate(sequences):
        image.u32(a.entry_at(8, slot) + 12, sequence)
    case("btt-log-sequence-" + name, image, ["NV1221"], **whole(a))
image, a = btt(17 * M, 4096)
a.log(8, 0, a.external, 5, 6, 1)
case("btt-log-outside", image, ["NV1222"], **whole(a))
image, a = btt(17 * M, 4096, second=3)
used(a)
case("btt-log-scheme", image, ["NV1220"], **whole(a))
image, a = btt(17 * M, 4096)
used(a)
image.put(a.entry_at(8, 0), bytes(64))
case("btt-log-group-gone", image, ["NV1220"], **whole(a))


def two():
    image = Image(PAGE + 40 * M)
    one = Arena(image, PAGE, 16 * M, 4096, next_offset=16 * M)
    two = Arena(image, PAGE + 16 * M, 24 * M, 512)
    return image, one, two, {"arenas": 2, "sectors": one.external + two.external, "sectorSize": 4096}


image, one, other, shape = two()
case("btt-two-arenas", image, **shape)
image.data[one.start + 300] = 1
case("btt-two-arenas-first-damaged", image, ["NV1201", "NV1208"], [(one.start, one.info)], **shape)
image, one, other, shape = two()
other.write_info(info=bytes(PAGE))
case("btt-two-arenas-second-gone", image, ["NV1208"], [(other.start, other.info)], **shape)
other.write_info(copy=bytes(PAGE))
case("btt-two-arenas-second-lost", image, ["NV1200"], arenas=1, sectors=one.external, sectorSize=4096)

# No BTT at all.
case("empty", Image(16 * M), ["NV1200"], arenas=0, sectors=0)
case("small", Image(4 * K), ["NV1200"], arenas=0, sectors=0)


def pages(kind, size=256 * M, major=1, minor=4, mode=2, align=2 * M, parent=PARENT, data_at=None, count=None, start_pad=0, trunc=0, page=4096, struct_size=64):
    if data_at is None:
        need = 8 * K + (64 * ((size - 8 * K) // page) if mode == 2 else 0)
        data_at = (need + align - 1) // align * align
    if count is None:
        count = (size - data_at - start_pad - trunc) // page
    block = struct.pack("<16s16s16sIHHQQIIIIIH", b"NVDIMM_%s_INFO\0" % kind, OWN.bytes, parent.bytes, 0, major, minor, data_at, count, mode,
                        start_pad if minor >= 1 else 0, trunc if minor >= 1 else 0, align if minor >= 2 else 0, page if minor >= 4 else 0,
                        struct_size if minor >= 4 else 0)
    image = Image(size)
    image.put(PAGE, sealed(block.ljust(PAGE, b"\0")))
    return image, {"kind": kind.decode(), "version": f"{major}.{minor}", "map": {1: "mem", 2: "dev"}.get(mode), "dataOffset": data_at,
                   "pages": count, "alignment": align, "pageSize": page if minor >= 4 else None, "startPad": start_pad, "endTruncation": trunc}


for kind in (b"PFN", b"DAX"):
    for mode in (1, 2):
        image, seen = pages(kind, mode=mode)
        case(f"pages-{kind.decode().lower()}-{seen['map']}", image, seen=seen)
image, seen = pages(b"PFN")
assert seen["pages"] * 4096 == 262144000
image, seen = pages(b"PFN", mode=1)
assert seen["pages"] * 4096 == 266338304
for minor in range(4):
    image, seen = pages(b"PFN", minor=minor, align=4 * M if minor == 2 else 2 * M, mode=1)
    case(f"pages-1.{minor}", image, seen=seen)
image, seen = pages(b"PFN", start_pad=1 * M, trunc=1 * M)
case("pages-padded", image, seen=seen)
for name, ids, more in [("of-another", ["NV1202"], {"parent": SAME_FIRST_BYTE}), ("major-2", ["NV1203"], {"major": 2}), ("mode-0", ["NV1205"], {"mode": 0}),
                        ("mode-3", ["NV1205"], {"mode": 3}), ("alignment", ["NV1205"], {"align": 3 * M}), ("data-behind-end", ["NV1205"], {"data_at": 256 * M, "count": 1}),
                        ("data-in-front", ["NV1205"], {"data_at": 4096, "count": 1}), ("too-many", ["NV1205"], {"count": 65536}), ("none", ["NV1205"], {"count": 0}),
                        ("no-struct", ["NV1205"], {"struct_size": 0}), ("all-truncated", ["NV1205"], {"trunc": 0xFFFFFFFF, "count": 1}),
                        ("large-pages", ["NV1210"], {"page": 1 << 20})]:
    image, seen = pages(b"PFN", **more)
    case("pages-" + name, image, ids, seen=seen)
image, seen = pages(b"DAX")
image.data[PAGE + 2000] = 1
case("pages-damaged", image, ["NV1201"], seen=seen)
image, _ = pages(b"DAX", parent=uuid.UUID(int=0))
case("pages-without-labels", image, parent=uuid.UUID(int=0), seen=seen)
print(len(CASES), "images")
