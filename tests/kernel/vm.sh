#!/bin/bash
# vm.sh - run a command against the real Linux NVDIMM drivers, in a throw-away virtual machine.
#
#   vm.sh build [--force]                    fetch Debian packages, build the modules and the boot images
#   vm.sh run   [options] -- COMMAND ARG...  boot, run COMMAND in the guest, exit with its status
#   vm.sh shell [options]                    the same guest with an interactive console
#   vm.sh packages                           the kernel packages that build would take of the archive's
#   vm.sh info                               what is built, and from which package versions
#   vm.sh clean                              remove everything that was built or fetched
#
# Options of run and shell:
#   --bus qemu|nfit_test|both|cxl   the NVDIMM buses that the guest has (default: nfit_test)
#       qemu       QEMU's emulated ACPI NVDIMMs, on the stock modules: real ACPI _DSM calls, labels only
#       nfit_test  the kernel's own test buses nfit_test.0 and nfit_test.1: SMART, firmware update,
#                  security, error injection and scrubs, by modules built from the kernel's source
#       both       both, on the modules built from source
#       cxl        two persistent CXL memory devices of 512 MiB, without regions, on the stock modules
#   --share DIR[:DST]     host folder, read-write in the guest (default: the current one; DST: /mnt/host).
#                         COMMAND starts there
#   --ro SRC[:DST]        another host folder, read-only, at DST (default: SRC's own path); repeatable.
#                         This is how a .NET runtime or PowerShell gets in
#   --forward PORT:GUEST  the host's 127.0.0.1:PORT is the guest's TCP port GUEST. Without it the guest has no network
#   --env NAME[=VALUE]    set a variable for COMMAND, or pass this script's own; repeatable
#   --stdin               give COMMAND this script's standard input (read to its end before the boot)
#   --timeout SECONDS     limit on everything, boot included (default: 300)
#   --mem MIB, --cpus N   guest memory (default: 2048) and processors (default: 2)
#   --dimms DIR           keep the contents of QEMU's NVDIMMs in DIR from run to run (default: empty ones)
#   --unarmed rw|ro|none  QEMU's second NVDIMM: unarmed but writable (default), unarmed on a read-only
#                         file, or an ordinary one
#   --append STRING       more kernel command line, module parameters too (nfit.no_init_ars=1)
#   --console FILE        keep the kernel's log in FILE
#   --verbose             show the kernel's log on standard error
#
# In the guest: ndctl, daxctl, strace, keyctl, mke2fs, bash, busybox, the libraries that a .NET program
# loads (but no ICU: globalization is invariant), and
#   nd-settle                     wait until no scrub is active
#   nd-reset                      the nfit_test buses as after a boot, in about a second
#   /usr/lib/nd-ioctl-trace.so    preload it to log a program's NVDIMM ioctls
#
# Exit status of run: COMMAND's own. Otherwise 124: the time limit; 125: the virtual machine failed
# (no boot, a kernel panic, wrong options); 77: skipped, since this machine lacks something. The last
# line on standard error is then "skipped: REASON".
#
# Building needs Debian 12 on x86-64 and its package archive; root only where a host package has to be
# installed. The kernel packages are unpacked in the cache, never installed. Running needs no root and no
# /dev/kvm. Several runs may go on at the same time.
#
# Environment:
#   NVDIMMPS_KERNEL     the series of the kernel: 6.1 (the default, Debian 12's own) or another one of which the archive
#                       has linux-image-SERIES-amd64 and linux-source-SERIES, as 6.12. Each is built for itself
#   NVDIMMPS_VM_CACHE   the cache (default: nvdimmps-vm in the user's cache folder)
#   NVDIMMPS_VM_DEBS    more Debian packages to unpack into the guest at build time, without their
#                       dependencies
#   NVDIMMPS_VM_KEEP    if set, build keeps its work folder (0.6 GB)
#   NVDIMMPS_VM_ACCEL   QEMU's accelerator (default: tcg, emulation, since KVM misbehaves on many
#   NVDIMMPS_VM_CPU     machines that are virtual themselves) and CPU model

set -euo pipefail
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin

HERE=$(dirname -- "$(realpath -- "${BASH_SOURCE[0]}")")
CACHE=$(realpath -ms -- "${NVDIMMPS_VM_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/nvdimmps-vm}")
KERNEL=${NVDIMMPS_KERNEL:-6.1}
HOUSE=$CACHE/$KERNEL    # all of this kernel
STAMP=$HOUSE/stamp      # one line that says what the images were made from; missing = not built

note() { echo "vm: ${SECONDS}s $*" >&2; }
die()  { note "$*"; exit 125; }
skip() { echo "skipped: $*" >&2; exit 77; }
not_built() { skip "the virtual machine is not built: run '${NVDIMMPS_KERNEL:+NVDIMMPS_KERNEL=$NVDIMMPS_KERNEL }$HERE/vm.sh build'"; }
case $KERNEL in [0-9]*.[0-9]*) ;; *) die "NVDIMMPS_KERNEL is a series such as 6.1 or 6.12, not $KERNEL" ;; esac
case $KERNEL in *[!0-9.]*) die "NVDIMMPS_KERNEL is a series such as 6.1 or 6.12, not $KERNEL" ;; esac

# ------------------------------------------------------------------------------------------------
# run, shell
# ------------------------------------------------------------------------------------------------

# Everything of one run is below RUN, and goes with it:
#   orders/  the 9p share through which guest/init gets its orders and leaves the exit status
#   dimm/    the NVDIMMs' backing files
RUN= PIDS=

cleanup() {
    local pid
    for pid in $PIDS; do kill "$pid" 2>/dev/null || true; done
    [ -z "$RUN" ] || rm -rf "$RUN"
}

# Adds a host folder to the QEMU command line under a 9p tag; mounts it at DST in the guest.
# (A comma would end QEMU's option; it is doubled.)
QEMU=()
add_share() { # TAG HOST-FOLDER QEMU-OPTIONS [DST MOUNT-OPTIONS]
    QEMU+=(
        -fsdev "local,id=$1,path=${2//,/,,},security_model=none,multidevs=remap$3"
        -device "virtio-9p-pci,fsdev=$1,mount_tag=$1"
    )
    [ $# -lt 5 ] || printf '%s %s %s\n' "$1" "$5" "$4" >>"$RUN/orders/mounts"
}

# SRC[:DST] into the variables src and dst.
split_share() { # ARGUMENT DEFAULT-DST
    src=$1 dst=$2
    case $1 in *:*) src=${1%%:*} dst=${1#*:} ;; esac
    src=$(realpath -e -- "$src" 2>/dev/null) || die "no such folder: ${1%%:*}"
    [ -d "$src" ] || die "not a folder: $src"
    [ -n "$dst" ] || dst=$(realpath -ms -- "${1%%:*}")
    case $dst in /*) ;; *) die "not an absolute path in the guest: $dst" ;; esac
}

# QEMU's own NVDIMMs: 256 MiB each, and 128 KiB for labels, which QEMU takes from the file's end
# (so that the region, without them, still ends on a 16 MiB boundary).
add_dimms() { # FOLDER rw|ro|none
    local dir=$1 size=$((256 * 1024 * 1024 + 128 * 1024)) n file= device=
    for n in 1 2; do [ -e "$dir/nv$n.img" ] || truncate -s "$size" "$dir/nv$n.img"; done
    case $2 in
        rw) device=,unarmed=on ;;
        ro) device=,unarmed=on file=,readonly=on ;;
    esac
    QEMU+=(
        -object "memory-backend-file,id=mem1,share=on,mem-path=${dir//,/,,}/nv1.img,size=$size"
        -device "nvdimm,id=nv1,memdev=mem1,label-size=128k"
        -object "memory-backend-file,id=mem2,share=on,mem-path=${dir//,/,,}/nv2.img,size=$size$file"
        -device "nvdimm,id=nv2,memdev=mem2,label-size=128k$device"
    )
}

# Persistent CXL memory behind one bridge. The serial number is what an interleave set knows a device by; the kernel refuses 0.
add_cxl() { # FOLDER
    local dir=$1 n
    QEMU+=(-device pxb-cxl,bus_nr=12,bus=pcie.0,id=cxl.1)
    for n in 0 1; do
        truncate -s 512M "$dir/cxl$n.img"
        truncate -s 1M "$dir/lsa$n.img"
        QEMU+=(
            -object "memory-backend-file,id=cxl-mem$n,share=on,mem-path=${dir//,/,,}/cxl$n.img,size=512M"
            -object "memory-backend-file,id=cxl-lsa$n,share=on,mem-path=${dir//,/,,}/lsa$n.img,size=1M"
            -device "cxl-rp,port=$n,bus=cxl.1,id=root_port$n,chassis=0,slot=$((n + 2))"
            -device "cxl-type3,bus=root_port$n,memdev=cxl-mem$n,lsa=cxl-lsa$n,id=cxl-pmem$n,sn=0x4e56434c000$((n + 1))"
        )
    done
}

run() { # "" or "interactive", then the command line's options
    local interactive=$1; shift
    local bus=nfit_test share=$PWD timeout=300 mem=2048 cpus=2 dimms= unarmed=rw append= console= verbose= stdin= forward=
    local env=() ro=() src dst
    while [ $# -gt 0 ]; do
        case $1 in
            --) shift; break ;;
            --stdin) stdin=1; shift; continue ;;
            --verbose) verbose=1; shift; continue ;;
        esac
        [ $# -ge 2 ] || die "option $1 is unknown or lacks its value (the command comes after --)"
        case $1 in
            --bus) bus=$2 ;;
            --share) share=$2 ;;
            --ro) ro+=("$2") ;;
            --forward) forward=$2 ;;
            --env) env+=("$2") ;;
            --timeout) timeout=$2 ;;
            --mem) mem=$2 ;;
            --cpus) cpus=$2 ;;
            --dimms) dimms=$2 ;;
            --unarmed) unarmed=$2 ;;
            --append) append=$2 ;;
            --console) console=$2 ;;
            *) die "unknown option $1 (the command comes after --)" ;;
        esac
        shift 2
    done
    [ -n "$interactive" ] || [ $# -gt 0 ] || die "no command: vm.sh run [options] -- COMMAND ARG..."
    case $bus in qemu|nfit_test|both|cxl) ;; *) die "--bus is qemu, nfit_test, both or cxl" ;; esac
    case $unarmed in rw|ro|none) ;; *) die "--unarmed is rw, ro or none" ;; esac
    case $forward in ""|[0-9]*:[0-9]*) ;; *) die "--forward is PORT:GUEST, not $forward" ;; esac
    [ -e "$STAMP" ] || not_built
    command -v qemu-system-x86_64 >/dev/null || skip "no qemu-system-x86_64: apt-get install qemu-system-x86"

    trap cleanup EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    RUN=$(mktemp -d "${TMPDIR:-/tmp}/nvdimmps-vm.XXXXXX")
    mkdir "$RUN/orders" "$RUN/dimm"

    local machine=q35,hpet=off,smbus=off,sata=off,vmport=off accel=${NVDIMMPS_VM_ACCEL:-tcg} cpu
    case $accel in
        # .NET would wait seconds for the random pool without RDRAND; pmem wants the flush instructions.
        tcg) accel=tcg,thread=multi cpu=Westmere,+rdrand,+clflushopt,+clwb ;;
        *)   cpu=host ;;
    esac
    case $bus in
        qemu|both) machine+=,nvdimm=on,nvdimm-persistence=cpu ;;
        cxl) machine+=,cxl=on,cxl-fmw.0.targets.0=cxl.1,cxl-fmw.0.size=4G ;;
    esac
    local cmdline="console=ttyS0 panic=-1 oops=panic mitigations=off tsc=reliable no_timer_check random.trust_cpu=on cryptomgr.notests"
    [ -n "$verbose" ] || cmdline+=" quiet"
    local image=test
    case $bus in
        qemu) image=stock ;;
        cxl)
            image=stock
            # From 6.12 on the kernel leaves the ports of QEMU 7.2's bridge alone, and maps no CXL memory below a hypervisor.
            case $KERNEL in 6.1) ;; *) cmdline+=" pcie_ports=compat" cpu+=,-hypervisor ;; esac ;;
    esac
    QEMU=(
        qemu-system-x86_64 -no-user-config -nodefaults -display none -no-reboot
        -machine "$machine" -accel "$accel" -cpu "${NVDIMMPS_VM_CPU:-$cpu}" -smp "$cpus"
        -m "$mem,slots=4,maxmem=$((mem + 4096))M"
        -kernel "$HOUSE/boot/vmlinux" -initrd "$HOUSE/boot/initrd-$image" -append "$cmdline $append"
        -device virtio-serial-pci
    )
    if [ "$bus" = qemu ] || [ "$bus" = both ]; then
        [ -z "$dimms" ] || { mkdir -p -- "$dimms"; dimms=$(realpath -- "$dimms"); }
        add_dimms "${dimms:-$RUN/dimm}" "$unarmed"
    fi

    if [ -n "$forward" ]; then
        QEMU+=(
            -netdev "user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:${forward%%:*}-10.0.2.15:${forward#*:}"
            -device virtio-net-pci,netdev=net,romfile=
        )
        touch "$RUN/orders/network"
    fi

    local item n=0
    : >"$RUN/orders/mounts"
    add_share orders "$RUN/orders" ""
    split_share "$share" /mnt/host
    add_share host "$src" "" "$dst" cache=mmap
    printf '%s\n' "$dst" >"$RUN/orders/directory"
    for item in ${ro[@]+"${ro[@]}"}; do
        split_share "$item" ""
        add_share "ro$n" "$src" ,readonly=on "$dst" ro,cache=loose
        n=$((n + 1))
    done
    [ "$bus" != cxl ] || add_cxl "$RUN/dimm"    # after all other devices, or QEMU would plug them into its bridge
    echo "$bus" >"$RUN/orders/bus"
    if [ -n "$stdin" ]; then cat >"$RUN/orders/stdin"; else : >"$RUN/orders/stdin"; fi
    # The command goes as a quoted script, so that its arguments arrive as they were given.
    {
        for item in ${env[@]+"${env[@]}"}; do
            case $item in
                *=*) printf 'export %s=%q\n' "${item%%=*}" "${item#*=}" ;;
                *)   [ -z "${!item+set}" ] || printf 'export %s=%q\n' "$item" "${!item}" ;;
            esac
        done
        [ $# -eq 0 ] || { printf 'exec'; printf ' %q' "$@"; echo; }
    } >"$RUN/orders/command"

    if [ -n "$interactive" ]; then
        touch "$RUN/orders/interactive"
        timeout --foreground -k 5 "$timeout" "${QEMU[@]}" -serial mon:stdio
        return
    fi

    # The command's two output streams: QEMU writes them to files, and tail copies what comes to our own
    # stdout and stderr. (Through a pipe, what a slow reader had not taken yet would be lost at power-off.)
    : >"$RUN/stdout"; : >"$RUN/stderr"; : >"$RUN/console"
    QEMU+=(
        -chardev "file,id=stdout,path=$RUN/stdout" -device virtserialport,chardev=stdout,name=stdout
        -chardev "file,id=stderr,path=$RUN/stderr" -device virtserialport,chardev=stderr,name=stderr
        -serial "file:$RUN/console"
    )
    local status=0 qemu tails= pid
    timeout -k 5 "$timeout" "${QEMU[@]}" </dev/null >"$RUN/qemu.log" 2>&1 &
    qemu=$!
    follow() { tail -q -c +1 -s 0.05 --pid="$qemu" -f "$1" 2>/dev/null & tails+=" $!"; }
    follow "$RUN/stdout"
    follow "$RUN/stderr" >&2
    [ -z "$verbose" ] || follow "$RUN/console" >&2
    PIDS="$qemu $tails"
    wait "$qemu" 2>/dev/null || status=$?
    for pid in $tails; do wait "$pid" 2>/dev/null || true; done
    PIDS=
    [ -z "$console" ] || cp "$RUN/console" "$console"

    if [ "$status" = 124 ] || [ "$status" = 137 ]; then
        tail -n 40 "$RUN/console" | tr -d '\r' >&2 || true
        note "time limit of $timeout s reached"
        return 124
    fi
    if [ ! -s "$RUN/orders/status" ]; then
        { tail -n 5 "$RUN/qemu.log"; tail -n 40 "$RUN/console" | tr -d '\r'; } >&2 || true
        note "the guest ended without a result (QEMU's status: $status)"
        return 125
    fi
    return "$(cat "$RUN/orders/status")"
}

# ------------------------------------------------------------------------------------------------

info() {
    [ -e "$STAMP" ] || not_built
    cat "$STAMP"
    ls -l "$HOUSE/boot"
}

packages() {
    . "$HERE/packages.sh"
    find_kernel || skip "$OBSTACLE"
    printf '%s\n' "${KERNEL_PACKAGES[@]}"
}

help() { sed -n '2,/^$/s/^# \{0,1\}//p' "$HERE/vm.sh"; }

case ${1:-} in
    build) shift; . "$HERE/build.sh"; build "$@" ;;
    run)   shift; run "" "$@" ;;
    shell) shift; run interactive "$@" ;;
    packages) packages ;;
    info)  info ;;
    clean) rm -rf -- "${CACHE:?}" ;;
    help|-h|--help) help ;;
    *)     help >&2; exit 125 ;;
esac
