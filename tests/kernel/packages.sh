# packages.sh - which Debian packages make one kernel. Sourced by vm.sh and build.sh.
#
# The archive's parts of one kernel can be a revision apart for weeks: an image of 6.1.192-2 beside a linux-kbuild-6.1 of
# 6.1.192-3. So no one version is asked of all. Image and headers have to be of one version, since they say so themselves.
# The build tools and the source are taken
#   - of that same version where there is one,
#   - else of the newest revision of the same upstream version.
# The newest image for which all of that can be had wins. If there is none, the newest image with headers does, with the
# newest build tools and source: within one series those nearly always fit.

# Versions that were tried and could not be downloaded.
REFUSED=()

archive_versions() { # PACKAGE : what the package lists offer, oldest first
    apt-cache madison "$1" 2>/dev/null | awk '{ print $3 }' | sort -uV
}

archive_depends() { # PACKAGE VERSION : one dependency a line, "NAME" or "NAME (RELATION VERSION)"
    apt-cache show "$1=$2" 2>/dev/null | sed -n 's/^Depends: *//p' | head -n 1 | tr ',' '\n' | sed 's/^ *//; s/ *|.*//; s/ *$//'
}

nearest() { # VERSION "same"|"any" < VERSIONS : the one to take, or nothing
    local versions same
    versions=$(cat)
    if grep -xF -- "$1" <<<"$versions"; then return; fi
    same=$(awk -v upstream="${1%-*}-" 'index($0, upstream) == 1' <<<"$versions" | tail -n 1)
    if [ -n "$same" ]; then echo "$same"; elif [ "$2" = any ]; then tail -n 1 <<<"$versions"; fi
}

# Sets ABI (6.1.0-56-amd64, 6.12.117+deb12-amd64), VERSION (6.1.192-2), COMMON and KBUILD (names of packages) and
# KERNEL_PACKAGES (NAME=VERSION each). Fails where there is no such kernel; OBSTACLE says why.
find_kernel() {
    local meta version strictness metas
    OBSTACLE="the package lists offer no linux-image-amd64 of version $KERNEL and no linux-image-$KERNEL-amd64"
    metas=$(
        for meta in linux-image-amd64 "linux-image-$KERNEL-amd64"; do
            archive_versions "$meta" | awk -v series="$KERNEL." -v meta="$meta" 'index($0, series) == 1 { print $0, meta }'
        done | sort -rV
    )
    [ -n "$metas" ] || return 1
    for strictness in same any; do
        while read -r version meta; do
            if kernel_of "$meta" "$version" "$strictness"; then return 0; fi
        done <<<"$metas"
    done
    return 1
}

kernel_of() { # META-PACKAGE VERSION "same"|"any"
    local image relation package kbuild source
    # "linux-image-6.1.0-56-amd64 (= 6.1.192-2)"
    read -r image relation VERSION < <(archive_depends "$1" "$2" | grep '^linux-image-' | tr -d '()') || true
    ABI=${image#linux-image-}
    [ -n "$ABI" ] && [ "$relation" = = ] || { OBSTACLE="$1 $2 does not name an image of one version"; return 1; }
    case " ${REFUSED[*]-} " in *" $VERSION "*) OBSTACLE="$VERSION cannot be downloaded"; return 1 ;; esac
    COMMON=$(archive_depends "linux-headers-$ABI" "$VERSION" | sed -n 's/^\(linux-headers-[^ ]*-common\).*/\1/p')
    KBUILD=$(archive_depends "linux-headers-$ABI" "$VERSION" | sed -n 's/^\(linux-kbuild-[^ ]*\).*/\1/p')
    [ -n "$COMMON" ] && [ -n "$KBUILD" ] || { OBSTACLE="there are no linux-headers-$ABI of version $VERSION"; return 1; }
    for package in "$image" "$COMMON"; do
        archive_versions "$package" | grep -qxF -- "$VERSION" || { OBSTACLE="there is no $package of version $VERSION"; return 1; }
    done
    kbuild=$(archive_versions "$KBUILD" | nearest "$VERSION" "$3")
    source=$(archive_versions "linux-source-$KERNEL" | nearest "$VERSION" "$3")
    [ -n "$kbuild" ] || { OBSTACLE="there is no $KBUILD for $VERSION"; return 1; }
    [ -n "$source" ] || { OBSTACLE="there is no linux-source-$KERNEL for $VERSION"; return 1; }
    KERNEL_PACKAGES=("$image=$VERSION" "linux-headers-$ABI=$VERSION" "$COMMON=$VERSION" "$KBUILD=$kbuild" "linux-source-$KERNEL=$source")
}
