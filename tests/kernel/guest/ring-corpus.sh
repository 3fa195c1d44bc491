#!/bin/bash
# In the guest: the corpus of one machine in one state. ARGS: MACHINE active|idle
set -e
nd-settle
[ "$2" != idle ] || ndctl disable-region all
exec ./bin/NvdimmPS.KernelRing corpus ./corpus "$1" "$2"
