#!/usr/bin/env python3
"""Label areas of 4 KiB, worked out from the layouts in UEFI 2.10 (13.19), drivers/nvdimm/label.h and CXL 2.1 (9.13.2).

Nothing of NvdimmPS is used. 4 KiB hold 28 labels of 128 bytes or 14 of 256, behind two index blocks of 256 bytes.
Run it to write the .hex files beside it anew.
"""
import pathlib
import struct
import uuid

AREA, INDEX = 4096, 256


def fletcher(data):
    low = high = 0
    for (word,) in struct.iter_unpack('<I', data):
        low = (low + word) & 0xFFFFFFFF
        high = (high + low) & 0xFFFFFFFFFFFFFFFF
    return (high << 32 | low) & 0xFFFFFFFFFFFFFFFF


def summed(block, at):
    return block[:at] + struct.pack('<Q', fletcher(block[:at] + bytes(8) + block[at + 8:])) + block[at + 8:]


def index(number, sequence, slots, minor, used):
    free = bytearray((slots + 7) // 8)
    for slot in range(slots):
        if slot not in used:
            free[slot // 8] |= 1 << slot % 8
    block = struct.pack('<16s3xBIQQQQIHHQ', b'NAMESPACE_INDEX', 0 if minor == 1 else 1, sequence,
                        number * INDEX, INDEX, (1 - number) * INDEX, 2 * INDEX, slots, 1, minor, 0) + free
    return summed(block.ljust(INDEX, b'\0'), 64)


def efi(name, uid, slot, flags, count, position, cookie, sector, start, size, v12=None):
    label = struct.pack('<16s64sIHHQQQQI4x', uuid.UUID(uid).bytes, name, flags, count, position, cookie, sector, start, size, slot)
    if v12 is None:
        return label
    align, kind, holder = v12
    label = label[:124] + bytes([align]) + label[125:] + uuid.UUID(kind).bytes_le + uuid.UUID(holder).bytes_le
    return summed(label.ljust(256, b'\0'), 248)


def cxl_namespace(name, uid, slot, flags, ranges, position, start, size, align, region, holder, sector):
    label = uuid.UUID('68bb2c0a-5a77-4937-9f85-3caf41a0f93c').bytes + struct.pack(
        '<16s64sIHHQQII', uuid.UUID(uid).bytes, name, flags, ranges, position, start, size, slot, align) + uuid.UUID(region).bytes \
        + uuid.UUID(holder).bytes + struct.pack('<H', sector)
    return summed(label.ljust(256, b'\0'), 248)


def cxl_region(uid, slot, flags, count, position, start, size, address, granularity, align):
    label = uuid.UUID('529d7c61-da07-47c4-a93f-ecdf2c06f444').bytes + struct.pack(
        '<16sIHHQQQIII', uuid.UUID(uid).bytes, flags, count, position, start, size, address, slot, granularity, align)
    return summed(label.ljust(256, b'\0'), 248)


def area(name, size, minor, sequences, labels):
    slots = (AREA - 2 * INDEX) // size
    data = bytearray(AREA)
    for number in (0, 1):
        sequence, used = sequences[number]
        data[number * INDEX:(number + 1) * INDEX] = index(number, sequence, slots, minor, used)
    for slot, label in labels.items():
        data[2 * INDEX + slot * size:2 * INDEX + (slot + 1) * size] = label
    text = data.hex()
    pathlib.Path(__file__).with_name(name + '.hex').write_text(
        '\n'.join(text[i:i + 128] for i in range(0, len(text), 128)) + '\n')


PMEM = '66f0d379-b4f3-4074-ac43-0d3318b78cdb'
PFN, BTT2 = '266400ba-fb9f-4677-bcb0-968f11d0d225', '18633bfc-1735-4217-8ac9-17239282d3f8'
A, B, OLD = '2328e709-d6ab-42cc-8466-ec4d5a744974', '9788bb9f-329c-4cd9-9725-e321837c736b', 'a05aef9a-af3a-4a17-a583-d14c7f29d4f2'

# Block 0 counts (1 follows 3); slots 1 and 3 are used; slot 2 still holds a label of before.
area('v1.1', 128, 1, [(1, {1, 3}), (3, {1})], {
    1: efi(b'first', A, 1, 0, 2, 1, 0x3FE000000FE, 512, 0x800000, 0x1000000),
    2: efi(b'gone', OLD, 2, 8, 2, 1, 0x3FE000000FE, 512, 0x800000, 0x2000000),
    3: efi(b'', B, 3, 9, 4, 0, 0xC0FFADB0100FEFB, 4096, 0x1800000, 0x800000),
})

# Block 1 counts (3 follows 2); slots 0 and 13, the last.
area('v1.2', 256, 2, [(2, {0}), (3, {0, 13})], {
    0: efi(b'mapped', A, 0, 0, 1, 0, 0xBA90120012B4DC, 512, 0, 0x4000000, (0, PMEM, PFN)),
    13: efi(b'x' * 63, B, 13, 1, 1, 0, 0xBA90120012B4DC, 4096, 0x4000000, 0x2000000, (21, PMEM, BTT2)),
})

# As CXL 2.1 has them: a region and a namespace in it.
area('cxl', 256, 2, [(3, {0, 1}), (2, set())], {
    0: cxl_region(OLD, 0, 0, 2, 1, 0x10000000, 0x20000000, 0x490000000, 4, 0),
    1: cxl_namespace(b'on cxl', A, 1, 4, 1, 0, 0x10000000, 0x8000000, 0, OLD, PFN, 512),
})

# What initialisation writes.
area('v1.1-fresh', 128, 1, [(3, set()), (2, set())], {})
area('v1.2-fresh', 256, 2, [(3, set()), (2, set())], {})
