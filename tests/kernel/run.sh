#!/usr/bin/env bash
# Ring 4: the real kernel judges. Boots virtual machines with QEMU's NVDIMMs, with the kernel's own test buses and with CXL memory,
# and in them
#   - sends the whole corpus to the kernel and to the simulator of the same machine: same errno, return value and bytes,
#   - writes sysfs attributes, in a long sequence, on the kernel and on the simulator: same result, same attributes and labels afterwards,
#   - takes the ioctls that ndctl makes and makes them again through our envelopes,
#   - holds "nvdimm list --json" against "ndctl list",
#   - runs the module's cmdlets in PowerShell, records a session and replays it,
#   - asks the virtual machine for its health over SSH, as one server of a fleet.
#
#   run.sh [KERNEL...]      the series of the kernels: 6.1, 6.12 (default: NVDIMMPS_KERNEL, else 6.1)
#
# Ends in "N passed, N failed, N skipped". A line before that for each kernel says the same of it, or "kernel 6.12: skipped:
# REASON"; a line "skipped PART: REASON" stands for what did not run of one. Exits with 77 where no kernel could be had.
#
# Environment: NVDIMMPS_VM_JOBS, how many virtual machines run at a time (default: one more than there are processors, since
# they wait a lot); NVDIMMPS_PWSH; and what vm.sh knows.
set -euo pipefail
HERE=$(dirname -- "$(realpath -- "${BASH_SOURCE[0]}")")
ROOT=$(dirname -- "$(dirname -- "$HERE")")
VM=$HERE/vm.sh
. "$HERE/pwsh.sh"
[ $# -gt 0 ] || set -- "${NVDIMMPS_KERNEL:-6.1}"
kernels=("$@")
jobs=${NVDIMMPS_VM_JOBS:-$(($(nproc) + 1))}

# In the background, as a process group, so that it can be ended as a whole.
background() { set -m; "$@" & set +m; }

work=$(mktemp -d)
cleanup() {
    local group
    for group in $(jobs -p); do kill -TERM -- "-$group" 2>/dev/null || true; done
    wait
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
share=$work/share
mkdir -p "$share" "$work/build" "$work/log"

# ------------------------------------------------------------------------------------------------
# What goes into the guests
# ------------------------------------------------------------------------------------------------

timed() { # WHAT COMMAND ARG... : what it says is shown only where it fails
    local what=$1 start=$SECONDS; shift
    "$@" >"$work/step.log" 2>&1 </dev/null || { cat "$work/step.log"; echo "$what failed"; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
    echo "-- $what: $((SECONDS - start)) s"
}

build_machines() {
    local kernel start status
    for kernel in "${kernels[@]}"; do
        start=$SECONDS status=0
        NVDIMMPS_KERNEL=$kernel "$VM" build 2>"$work/build/$kernel.log" || status=$?
        echo "-- kernel $kernel: $((SECONDS - start)) s" | tee -a "$work/build/$kernel.log"
        echo "$status" >"$work/build/$kernel"
    done
}

# The analyzers have had their say where the tests were built.
publish() { dotnet publish "$ROOT/$1" -c Release -r linux-x64 -p:PublishAot=true -p:RunAnalyzers=false -o "$share/bin" -v quiet; }

background build_machines
machines=$!
timed "native tests" publish tests/NvdimmPS.KernelRing
timed "native console" publish src/NvdimmPS.Cli
rm -f "$share"/bin/*.dbg "$share"/bin/*.pdb
cp -r "$ROOT/tests/NvdimmPS.Tests/Golden/kernel" "$share/corpus"
cp "$HERE"/guest/*.sh "$HERE"/guest/*.ps1 "$share/"
pwsh= PWSH_SHARES=()
if find_pwsh; then
    pwsh=1
    timed "module" dotnet build "$ROOT/src/NvdimmPS" -c Release -t:StageModule -p:StageFolder="$share/NvdimmPS" -p:RunAnalyzers=false -v quiet
    start=$SECONDS
    share_pwsh
    echo "-- PowerShell for the guest: $((SECONDS - start)) s"
fi
wait "$machines"

# ------------------------------------------------------------------------------------------------
# Jobs
# ------------------------------------------------------------------------------------------------

job() { # KERNEL NAME COMMAND ARG... : what it says is shown when it ends, and stays in the log
    local kernel=$1 name=$2 log="$work/log/$1.$2" status=0 start=$SECONDS; shift 2
    NVDIMMPS_KERNEL=$kernel "$@" >"$log" 2>&1 </dev/null || status=$?
    # A machine that hangs is asked once more, and where it hung is shown: that is worth more than one red run in thirty.
    if [ "$status" -eq 124 ] || grep -q 'does not end within' "$log"; then
        { flock 8; echo "== kernel $kernel, $name HANGS, after $((SECONDS - start)) s; once more:"; cat "$log"; } 8>"$work/turn"
        status=0
        NVDIMMPS_KERNEL=$kernel "$@" >"$log" 2>&1 </dev/null || status=$?
    fi
    # A guest that died has no closing line, and that must not look like success.
    if [ "$status" -ne 0 ] && ! grep -qE '[1-9][0-9]* failed' "$log"; then
        echo "$name: ended with status $status: 0 passed, 1 failed, 0 skipped" >>"$log"
    fi
    {
        flock 8
        echo "== kernel $kernel, $name: $((SECONDS - start)) s"
        cat "$log"
    } 8>"$work/turn"
}

start() { # KERNEL NAME COMMAND ARG...
    while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n || true; done
    background job "$@"
}

# A folder for each guest, since it may write there.
own_share() { cp -al "$share" "$work/$1"; echo "$work/$1"; }

options=(--append nfit.no_init_ars=1 --timeout 700 --cpus 1 ${PWSH_SHARES[@]+"${PWSH_SHARES[@]}"})
guest() { # KERNEL NAME BUS STEP...
    local kernel=$1 name=$2 bus=$3 folder; shift 3
    folder=$(own_share "$kernel.$name")
    start "$kernel" "$name" "$VM" run --bus "$bus" --share "$folder" "${options[@]}" -- bash ring.sh "$bus" "$@"
}

built=()
for kernel in "${kernels[@]}"; do
    case $(cat "$work/build/$kernel") in
        0) built+=("$kernel") ;;
        77) ;;
        *)
            cat "$work/build/$kernel.log"
            echo "the virtual machine cannot be built: 0 passed, 1 failed, 0 skipped" >"$work/log/$kernel.build"
            ;;
    esac
done

# What takes long is asked of one kernel: of the first or of the last that was built. The cmdlets run on both, with QEMU's NVDIMMs.
first= last=
for kernel in ${built[@]+"${built[@]}"}; do first=${first:-$kernel} last=$kernel; done
on() { [ -z "$pwsh" ] || [ "$1" != "$2" ] || echo "$3"; } # KERNEL ONLY STEP : the step, where PowerShell is there and the kernel is the one

# The longest first.
# shellcheck disable=SC2046 # a step or none
for kernel in ${built[@]+"${built[@]}"}; do guest "$kernel" tools nfit_test tools $(on "$kernel" "$first" cmdlets); done
if [ -z "$last" ]; then
    :
elif [ -z "$pwsh" ]; then
    echo "skipped ring4-powershell: there is no PowerShell on this machine" | tee "$work/log/$last.skipped"
elif ! PATH=$PATH:/usr/sbin command -v sshd >/dev/null || ! command -v ssh-keygen >/dev/null; then
    echo "skipped ring4-sshd: there is no sshd on this machine (openssh-server)" | tee "$work/log/$last.skipped"
else
    folder=$(own_share "$last.fleet")
    start "$last" fleet "$HERE/fleet.sh" "$PWSH" "$folder" --bus nfit_test "${options[@]}"
fi
if [ -n "$first" ]; then
    guest "$first" writes nfit_test writes
    guest "$last" writes-qemu qemu writes
    [ -z "$pwsh" ] || guest "$first" cxl cxl cmdlets
    # shellcheck disable=SC2046
    for kernel in "${built[@]}"; do guest "$kernel" corpus nfit_test active reset idle $(on "$kernel" "$last" namespaces); done
    # shellcheck disable=SC2046
    for kernel in "${built[@]}"; do guest "$kernel" qemu qemu active tools ${pwsh:+cmdlets} idle $(on "$kernel" "$first" namespaces); done
fi
wait

# ------------------------------------------------------------------------------------------------
# The sum
# ------------------------------------------------------------------------------------------------

sum() { # FILE... : "PASSED FAILED SKIPPED" of all lines of counts, and of the parts that were skipped
    cat "$@" | awk '
        match($0, /[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped/) { split(substr($0, RSTART, RLENGTH), n, /[^0-9]+/); p += n[1]; f += n[2]; s += n[3] }
        /^skipped ring4-/ { s++ }
        END { print p + 0, f + 0, s + 0 }'
}

echo "== kernels"
passed=0 failed=0 skipped=0
for kernel in "${kernels[@]}"; do
    if compgen -G "$work/log/$kernel.*" >/dev/null; then
        read -r p f s < <(sum "$work/log/$kernel."*)
        echo "kernel $kernel: $p passed, $f failed, $s skipped"
        passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    else
        echo "kernel $kernel: $(grep '^skipped: ' "$work/build/$kernel.log" | tail -n 1)"
        skipped=$((skipped + 1))
    fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] || exit 1
[ "$passed" -gt 0 ] || exit 77
