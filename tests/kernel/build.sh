# build.sh - "vm.sh build": from Debian packages to a kernel and two boot images. Sourced by vm.sh.
#
# The result, in $HOUSE/boot:
#   vmlinux        Debian's own kernel, uncompressed: QEMU boots it by its PVH entry, which under emulation
#                  saves the seconds that unpacking a bzImage takes
#   initrd-stock   the guest's programs and Debian's NVDIMM modules
#   initrd-test    the guest's programs and the NVDIMM modules of tools/testing/nvdimm
# Both images are uncompressed archives, for the same reason.

# Host packages, each with a file that shows that it is there.
HOST_PACKAGES=(
    qemu-system-x86=/usr/bin/qemu-system-x86_64
    seabios=/usr/share/seabios/bios-256k.bin
    gcc-12=/usr/bin/gcc-12
    libc6-dev=/usr/include/stdio.h
    make=/usr/bin/make
    binutils=/usr/bin/strip
    libelf1=/usr/lib/x86_64-linux-gnu/libelf.so.1       # the kernel's objtool needs it
    cpio=/usr/bin/cpio
    kmod=/usr/bin/kmod
    xz-utils=/usr/bin/xz
)

# What is unpacked into the guest. A list by hand, since apt's closure would bring debconf and perl;
# check_libraries sees to it that no program lacks a library.
GUEST_PACKAGES=(
    busybox-static bash libtinfo6 kmod
    ndctl daxctl libndctl6 libdaxctl1 libcxl1 libiniparser1 libjson-c5 libkeyutils1
    libtraceevent1 libtracefs1 libuuid1 libkmod2 libudev1 liblzma5 libzstd1
    keyutils strace libunwind8
    e2fsprogs libext2fs2 libblkid1 libcom-err2 libss2
    libc6 libgcc-s1 libstdc++6 zlib1g libssl3           # for .NET
)

# Modules of Debian's kernel; what they depend on is added.
COMMON_MODULES=(virtio_pci virtio_console virtio_net 9p 9pnet_virtio ext4 loop encrypted_keys kmem)
STOCK_MODULES=(nfit libnvdimm nd_pmem nd_btt nd_e820 device_dax dax_pmem cxl_acpi cxl_pci cxl_mem cxl_pmem)

. "$HERE/packages.sh"
WORK=$HOUSE/work        # unpacked packages and trees, removed at the end
LOG=$HOUSE/log

# ------------------------------------------------------------------------------------------------
# Packages
# ------------------------------------------------------------------------------------------------

check_host() {
    local id version
    [ "$(uname -sm)" = "Linux x86_64" ] || skip "the virtual machine needs Linux on x86-64, this is $(uname -sm)"
    id=$( . /etc/os-release 2>/dev/null; echo "${ID:-unknown}")
    version=$( . /etc/os-release 2>/dev/null; echo "${VERSION_ID:-}")
    [ "$id $version" = "debian 12" ] || skip "the virtual machine is built on Debian 12, this is $id $version"
    command -v apt-get >/dev/null || skip "no apt-get"
}

apt_get() { # LOG-NAME ARGUMENT... : apt-get without questions; another apt-get may be running
    local log=$LOG/$1; shift
    DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o APT::Sandbox::User=root "$@" >"$log" 2>&1 </dev/null
}

# The package lists may be absent (a fresh image) or name versions that the archive has dropped since. Fails where they
# have been made anew already, or cannot be.
UPDATED=
update_lists() {
    [ -z "$UPDATED" ] || return 1
    UPDATED=1
    [ "$(id -u)" = 0 ] || { note "the package lists are absent or out of date; as root: apt-get update"; return 1; }
    note "apt-get update"
    apt_get update.log update || note "apt-get update reported errors ($LOG/update.log)"
}

last_words() { tail -n 3 "$LOG/$1" | sed 's/^/vm:     /' >&2; }

install_host_packages() {
    local entry missing=()
    for entry in "${HOST_PACKAGES[@]}"; do
        [ -e "${entry#*=}" ] || missing+=("${entry%%=*}")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    [ "$(id -u)" = 0 ] || skip "host packages are missing; as root: apt-get install --no-install-recommends ${missing[*]}"
    note "installing on the host: ${missing[*]}"
    try() { apt_get install.log install --no-install-recommends "${missing[@]}"; }
    try || { update_lists && try; } || {
        last_words install.log
        skip "host packages cannot be installed here: apt-get install --no-install-recommends ${missing[*]}"
    }
}

fetch() { # FOLDER PACKAGE=VERSION... : they are in the folder afterwards, and nothing else is
    local folder=$1 package file want=() keep=" "; shift
    mkdir -p "$folder"
    for package in "$@"; do
        file=$(compgen -G "$folder/${package%%=*}_$(sed 's/:/%3a/g' <<<"${package#*=}")_*.deb" | head -n 1) || true
        if [ -n "$file" ]; then keep+="${file##*/} "; else want+=("$package"); fi
    done
    for file in "$folder"/*.deb; do
        case $keep in *" ${file##*/} "*) ;; *) rm -f "$file" ;; esac
    done
    [ ${#want[@]} -gt 0 ] || return 0
    note "downloading ${#want[@]} packages"
    (cd "$folder" && apt_get download.log download "${want[@]}") || { last_words download.log; return 1; }
}

guest_packages() { # NAME=VERSION each, of what apt would install
    local package version count=0
    while read -r package version; do
        [ "$version" != "(none)" ] || { OBSTACLE="the package lists offer no $package"; return 1; }
        echo "$package=$version"
    done < <(apt-cache policy "${GUEST_PACKAGES[@]}" ${NVDIMMPS_VM_DEBS:-} 2>/dev/null |
        awk '/^[^ ]/ { sub(/:$/, ""); package = $1 } $1 == "Candidate:" { print package, $2 }')
}

# A kernel and the guest's programs as package files. Lists that are out of date are made anew, and a kernel that cannot
# be downloaded gives way to the next older one. Fails where nothing can be had; OBSTACLE says why.
obtain_packages() {
    local guest
    while :; do
        if find_kernel; then
            guest=$(guest_packages) || guest=
            if [ -n "$guest" ] && fetch "$HOUSE/deb" "${KERNEL_PACKAGES[@]}" && fetch "$CACHE/deb" $guest; then return 0; fi
            if update_lists; then continue; fi
            OBSTACLE="packages cannot be downloaded ($LOG/download.log)"
            REFUSED+=("$VERSION")
        elif ! update_lists; then
            return 1
        fi
    done
}

deb() { # PACKAGE : its file
    local file
    file=$(compgen -G "$HOUSE/deb/$1_*.deb" || compgen -G "$CACHE/deb/$1_*.deb") || true
    [ -n "$file" ] || die "no package file of $1"
    echo "$file"
}

# ------------------------------------------------------------------------------------------------
# Kernel and modules
# ------------------------------------------------------------------------------------------------

unpack_kernel() {
    local package source=linux-source-$KERNEL
    note "unpacking the kernel packages"
    mkdir -p "$WORK"/{image,headers,source,boot}
    dpkg-deb -x "$(deb "linux-image-$ABI")" "$WORK/image"
    for package in "linux-headers-$ABI" "$COMMON" "$KBUILD"; do
        dpkg-deb -x "$(deb "$package")" "$WORK/headers"
    done
    dpkg-deb --fsys-tarfile "$(deb "$source")" | tar -xOf - "./usr/src/$source.tar.xz" | xz -dc |
        tar -xf - -C "$WORK/source" --strip-components=1 \
            "$source"/drivers/{nvdimm,acpi/nfit,dax} "$source/tools/testing/nvdimm" "$source/scripts/extract-vmlinux"
    depmod -b "$WORK/image" "$ABI"
    bash "$WORK/source/scripts/extract-vmlinux" "$WORK/image/boot/vmlinuz-$ABI" >"$WORK/boot/vmlinux"
    [ -s "$WORK/boot/vmlinux" ] || die "the kernel image cannot be unpacked"
}

# tools/testing/nvdimm compiles drivers/{nvdimm,acpi/nfit,dax} once more, with ioremap() and its like
# replaced. It expects a whole kernel tree around it. With these few folders laid out as there, and its
# references to $(srctree)/drivers made relative, it builds as any out-of-tree module does against Debian's
# headers package: version magic and symbol versions are then those of Debian's kernel. Type information for BPF would
# need the kernel's own, which no package has.
build_test_modules() {
    local nvdimm=$WORK/source/tools/testing/nvdimm headers=$WORK/headers/usr/src
    note "building the test modules for $ABI"
    sed -i 's#\$(srctree)/drivers#$(src)/../../../drivers#'    "$nvdimm/Kbuild"
    sed -i 's#\$(srctree)/drivers#$(src)/../../../../drivers#' "$nvdimm/test/Kbuild"
    make -C "$headers/$COMMON" O="$headers/linux-headers-$ABI" M="$nvdimm" CONFIG_DEBUG_INFO_BTF_MODULES= -j"$(nproc)" modules >"$LOG/modules.log" 2>&1 ||
        { tail -n 20 "$LOG/modules.log" >&2; die "the test modules do not build ($LOG/modules.log)"; }
}

# The empty configuration keeps the host's modprobe.d out: a host with ndctl has an "install" rule for
# libnvdimm there, and modprobe would show that instead of the module.
copy_modules() { # TREE MODULE... : Debian's modules with what they depend on
    local tree=$1 image=$WORK/image file; shift
    mkdir -p "$tree/lib/modules/$ABI" "$WORK/no-configuration"
    cp "$image/lib/modules/$ABI"/modules.{order,builtin,builtin.modinfo} "$tree/lib/modules/$ABI/"
    modprobe -C "$WORK/no-configuration" -d "$image" -S "$ABI" --show-depends -a "$@" | awk '$1 == "insmod" { print $2 }' | sort -u |
        while read -r file; do install -D -m 644 "$file" "$tree${file#"$image"}"; done
}

# ------------------------------------------------------------------------------------------------
# Guest
# ------------------------------------------------------------------------------------------------

build_guest() { # TREE : the guest's programs
    local tree=$1 package name
    mkdir -p "$tree"/usr/{bin,sbin,lib,lib64} "$tree"/{busybox,dev,etc,proc,root,run,sys,tmp,mnt/orders}
    for name in bin sbin lib lib64; do ln -s "usr/$name" "$tree/$name"; done
    for package in "${GUEST_PACKAGES[@]}" ${NVDIMMPS_VM_DEBS:-}; do
        dpkg-deb --fsys-tarfile "$(deb "$package")" | tar -xf - -C "$tree" --keep-directory-symlink --no-same-owner \
            --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./usr/share/locale' --exclude='./usr/share/info' \
            --exclude='./usr/share/lintian' --exclude='./usr/share/bug' --exclude='./usr/share/bash-completion' \
            --exclude='./usr/share/gcc' --exclude='./usr/share/gdb' --exclude='./usr/lib/x86_64-linux-gnu/gconv' \
            --exclude='./lib/systemd' --exclude='./etc/init.d' \
            --exclude='./etc/modprobe.d' --exclude='./lib/modprobe.d' --exclude='./usr/lib/modprobe.d'
    done
    # busybox has a small version of nearly everything; its folder comes last in PATH.
    "$tree/bin/busybox" --list | while read -r name; do ln -s /bin/busybox "$tree/busybox/$name"; done
    [ -e "$tree/bin/sh" ] || ln -s bash "$tree/bin/sh"
    ln -s /proc/self/mounts "$tree/etc/mtab"
    echo 'root:x:0:0:root:/root:/bin/bash' >"$tree/etc/passwd"
    echo 'root:x:0:' >"$tree/etc/group"
    echo '127.0.0.1 localhost nvdimmps' >"$tree/etc/hosts"

    install -m 755 "$HERE/guest/init" "$tree/init"
    install -m 755 "$HERE/guest/nd-reset" "$HERE/guest/nd-settle" "$tree/usr/bin/"
    gcc-12 -O2 -Wall -Wextra -Werror -shared -fPIC -o "$tree/usr/lib/nd-ioctl-trace.so" "$HERE/guest/nd-ioctl-trace.c" ||
        die "the ioctl tracer does not build"
    check_libraries "$tree"
}

check_libraries() { # TREE
    local tree=$1 lib=$1/usr/lib/x86_64-linux-gnu file missing
    for file in "$tree"/usr/bin/* "$tree"/usr/sbin/*; do
        if [ -L "$file" ] || ! readelf -lW "$file" 2>/dev/null | grep -q INTERP; then continue; fi
        missing=$("$lib/ld-linux-x86-64.so.2" --inhibit-cache --library-path "$lib:$tree/usr/lib" --list "$file" 2>&1 | grep 'not found') || continue
        die "in the guest ${file#"$tree"} lacks: $missing"
    done
}

pack() { # TREE IMAGE
    (cd "$1" && find . -print0 | sort -z | cpio --null --quiet -o -H newc -R 0:0) >"$2"
}

# ------------------------------------------------------------------------------------------------

scripts() { (cd "$HERE" && cat build.sh packages.sh guest/init guest/nd-* | sha256sum | cut -c1-16); }
stamp() { # what the images depend on
    echo "kernel=$ABI version=$VERSION scripts=$(scripts) debs=${NVDIMMPS_VM_DEBS:-}"
}

build() {
    local force= file built
    case ${1:-} in
        --force) force=1 ;;
        ?*) die "unknown option $1" ;;
    esac
    check_host
    mkdir -p "$LOG"
    exec 9>"$CACHE/lock"
    flock 9             # one build at a time
    install_host_packages
    built=$(cat "$STAMP" 2>/dev/null) || true
    if [ -z "$force" ] && [ -n "$built" ] && find_kernel && [ "$built" = "$(stamp)" ]; then
        note "up to date: $built"
        return 0
    fi
    obtain_packages || {
        # A machine that has been cut off goes on with what it has.
        case $built in
            *"scripts=$(scripts) debs=${NVDIMMPS_VM_DEBS:-}") note "$OBSTACLE; using what is built: $built"; return 0 ;;
        esac
        skip "$OBSTACLE"
    }
    note "of packages ${KERNEL_PACKAGES[*]}"
    if [ -z "$force" ] && [ "$built" = "$(stamp)" ]; then
        note "up to date: $built"
        return 0
    fi

    rm -rf "$WORK"
    mkdir "$WORK"
    unpack_kernel
    build_test_modules

    note "packing the guest"
    # Two trees with the same programs, and not a second archive behind the first: the kernel would replace
    # the link /lib of the first by the folder /lib of the second.
    build_guest "$WORK/stock"
    cp -al "$WORK/stock" "$WORK/test"
    copy_modules "$WORK/stock" "${COMMON_MODULES[@]}" "${STOCK_MODULES[@]}"
    copy_modules "$WORK/test" "${COMMON_MODULES[@]}"
    mkdir "$WORK/test/lib/modules/$ABI/extra"
    for file in "$WORK"/source/tools/testing/nvdimm/{,test/}*.ko; do
        strip --strip-debug -o "$WORK/test/lib/modules/$ABI/extra/${file##*/}" "$file"
    done
    for file in stock test; do
        depmod -b "$WORK/$file" "$ABI"
        pack "$WORK/$file" "$WORK/boot/initrd-$file"
    done

    # Runs that are going on keep the files that they have open.
    rm -rf "$STAMP" "${HOUSE:?}/boot"
    mv "$WORK/boot" "$HOUSE/boot"
    stamp >"$STAMP"
    [ -n "${NVDIMMPS_VM_KEEP:-}" ] || rm -rf "$WORK"
    note "built: $(stamp)"
}
