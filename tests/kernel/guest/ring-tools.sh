#!/bin/bash
# In the guest: the console beside ndctl, ndctl's own ioctls, the cmdlets. ARGS: MACHINE
set -u
status=0
nd-settle

./bin/nvdimm list --json --full >/tmp/ours.json
ndctl list -BDRNi -vvv >/tmp/theirs.json
./bin/NvdimmPS.KernelRing list /tmp/ours.json /tmp/theirs.json || status=1

# What ndctl itself asks of the firmware, then the same once more through our envelopes. Reads only: the answers must not
# depend on how often one asks.
trace() { LD_PRELOAD=/usr/lib/nd-ioctl-trace.so ND_IOCTL_TRACE=/tmp/ndctl.jsonl "$@" >/dev/null 2>&1; }
if [ "$1" = nfit_test ]; then
    trace ndctl list -DHF
else
    ndctl disable-region all >/dev/null
    trace ndctl read-labels nmem0
    ndctl enable-region all >/dev/null
fi
./bin/NvdimmPS.KernelRing ndctl /tmp/ndctl.jsonl || status=1

[ "$1" != nfit_test ] || ./bin/NvdimmPS.KernelRing walk nmem1 || status=1

if [ -x /opt/pwsh/pwsh ]; then
    /opt/pwsh/pwsh -NoProfile -File ./ring.ps1 -Machine "$1" || status=1
fi
exit $status
