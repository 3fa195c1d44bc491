#!/bin/bash
# In the guest: one machine, step by step in one boot. ARGS: qemu|nfit_test|cxl STEP...
#   active    the corpus, as the machine is after a boot
#   idle      the corpus with no region enabled (QEMU's labels are others afterwards)
#   tools     the console beside ndctl, ndctl's own ioctls, the Intel functions by name
#   writes    a sequence of writes to sysfs attributes (labels and namespaces are others afterwards)
#   cmdlets   the module in PowerShell
#   namespaces  namespaces made and removed by the module and by ndctl; the labels are others afterwards
#   reset     the test buses as after a boot
set -u
machine=$1; shift
status=0

corpus() { # STATE
    nd-settle
    [ "$1" != idle ] || ndctl disable-region all
    ./bin/NvdimmPS.KernelRing corpus ./corpus "$machine" "$1"
}

# What ndctl itself asks of the firmware, then the same once more through our envelopes. Reads only: the answers must not
# depend on how often one asks.
trace() { LD_PRELOAD=/usr/lib/nd-ioctl-trace.so ND_IOCTL_TRACE=/tmp/ndctl.jsonl "$@" >/dev/null 2>&1; }

tools() {
    local status=0
    nd-settle
    ./bin/nvdimm list --json --full >/tmp/ours.json
    ndctl list -BDRNi -vvv >/tmp/theirs.json
    ./bin/NvdimmPS.KernelRing list /tmp/ours.json /tmp/theirs.json || status=1
    if [ "$machine" = nfit_test ]; then
        trace ndctl list -DHF
    else
        ndctl disable-region all >/dev/null
        trace ndctl read-labels nmem0
        ndctl enable-region all >/dev/null
    fi
    ./bin/NvdimmPS.KernelRing ndctl /tmp/ndctl.jsonl || status=1
    [ "$machine" != nfit_test ] || ./bin/NvdimmPS.KernelRing walk nmem1 || status=1
    return $status
}

writes() {
    local status=0
    nd-settle
    if [ "$machine" = nfit_test ]; then
        ./bin/NvdimmPS.KernelRing writes nfit_test-firmware || status=1 # first: the bus's firmware counts its updates from the boot
        ./bin/NvdimmPS.KernelRing writes nfit_test-security || status=1
        nd-reset # a DIMM is frozen
        nd-settle
    fi
    ./bin/NvdimmPS.KernelRing writes "$machine" || status=1
    return $status
}

# A step that hangs says where before the whole machine's time is up: what it last did, and what its threads wait for.
LIMIT=500
hung() { # PID WHAT
    local task
    sleep "$LIMIT"
    echo "$2 does not end within $LIMIT s. It last did:"
    tail -n 5 /tmp/progress 2>/dev/null
    for task in /proc/[0-9]*/task/*; do
        echo "${task#/proc/} $(cat "$task/comm"): $(sed -n 's/^State:\t//p' "$task/status"): $(cat "$task/wchan"): $(head -n 6 "$task/stack" | tr '\n' ' ')"
    done 2>/dev/null
    dmesg | tail -n 20
    kill -KILL "$1"
}

run() { # STEP
    case $1 in
        active|idle) corpus "$1" ;;
        tools) tools ;;
        writes) writes ;;
        cmdlets)
            case $machine in
                cxl) exec /opt/pwsh/pwsh -NoProfile -File ./cxl.ps1 ;;
                *) exec /opt/pwsh/pwsh -NoProfile -File ./ring.ps1 -Machine "$machine" ;;
            esac ;;
        namespaces) /opt/pwsh/pwsh -NoProfile -File ./namespaces.ps1 -Machine "$machine" ;;
        reset) nd-reset ;;
        *) echo "no step $1"; false ;;
    esac
}

for step in "$@"; do
    start=$SECONDS
    run "$step" &
    pid=$!
    hung "$pid" "$step" &
    wait "$pid" || status=1
    kill "$!" 2>/dev/null
    wait "$!" 2>/dev/null
    echo "-- $step: $((SECONDS - start)) s"
done
exit $status
