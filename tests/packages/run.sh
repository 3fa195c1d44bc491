#!/usr/bin/env bash
# What people get, as a machine has it that has nothing else: makes all packages (build.ps1 Pack), and in an empty home
#   - installs the console as a .NET tool and asks a simulated machine for its health,
#   - unpacks the native archive: the program, its manual page, its completion in bash; deb and rpm where their tools are,
#   - builds a program with the core library's package, from the lines of docs/core.md, and runs it.
# The module's own packages are installed by tests/Pester/Package.Tests.ps1.
#
#   run.sh [PACKAGES]       PACKAGES: a folder with the packages; default: makes them in out/packages
#
# Says "skipped NAME: REASON" of what this machine cannot do. Ends in "N passed, N failed, N skipped".
set -u
HERE=$(dirname -- "$(realpath -- "${BASH_SOURCE[0]}")")
ROOT=$(dirname -- "$(dirname -- "$HERE")")
. "$ROOT/tests/kernel/pwsh.sh"
packages=${1:-$ROOT/out/packages}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0

check() { # WHAT COMMAND ARG... : what it says is shown only where it fails
    local what=$1; shift
    if "$@" >"$work/log" 2>&1 </dev/null; then
        passed=$((passed + 1)); echo "passed $what"
    else
        failed=$((failed + 1)); echo "FAILED $what"; cat "$work/log"
    fi
}

skip() { # NAME REASON
    skipped=$((skipped + 1)); echo "skipped $1: $2"
}

says() { # PATTERN COMMAND ARG... : it ends well and says that
    local pattern=$1; shift
    "$@" >"$work/said" 2>&1 || { cat "$work/said"; return 1; }
    grep -qE -- "$pattern" "$work/said" || { cat "$work/said"; return 1; }
}

made() { # the kinds of packages that there must be
    local kind
    for kind in NvdimmPS.[0-9]*.nupkg NvdimmPS.Testing.[0-9]*.nupkg NvdimmPS.Core.[0-9]*.nupkg NvdimmPS.Core.[0-9]*.snupkg \
        NvdimmPS.Console.[0-9]*.nupkg nvdimm-[0-9]*.tar.gz; do
        compgen -G "$packages/$kind" >/dev/null || { echo "There is no $kind in $packages."; return 1; }
    done
}

# As a user has it: none of this machine's settings, tools and packages.
at_home() { HOME=$work/home XDG_DATA_HOME='' XDG_CONFIG_HOME='' NVDIMMPS_AUDIT=off DOTNET_CLI_HOME=$work/home NUGET_PACKAGES=$cache "$@"; }

program() { # the page's lines as a program of their own
    local folder=$work/program
    mkdir -p "$folder"
    cat >"$folder/Program.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net$(dotnet --version | cut -d. -f1).0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="NvdimmPS.Core" Version="$version" />
  </ItemGroup>
</Project>
PROJECT
    # On a simulated machine: this one may have no NVDIMM.
    awk '/^```csharp/ { code = 1; next } /^```/ { code = 0 } code' "$ROOT/docs/core.md" >"$folder/Program.cs"
    dotnet build "$folder" --source "$packages" --output "$folder/out" --verbosity quiet --nologo && says 'NV[0-9]{4}' "$folder/out/Program"
}

without_openssl() { # COMMAND ARG... : in a mount namespace in which its libraries are empty; there must be some
    unshare --mount sh -c 'PATH=$PATH:/usr/sbin:/sbin
        libraries=$(ldconfig -p | sed -n "s/.*libssl\.so\.[0-9].*=> //p")
        [ -n "$libraries" ] || { echo "There is no libssl to hide."; exit 99; }
        for library in $libraries; do mount --bind /dev/null "$library" || exit 99; done
        exec "$@"' sh "$@"
}

packed() { # with the umask of a careful administrator
    (umask 077 && mkdir -p "$work/packed" && "$PWSH" -NoProfile -NonInteractive -File "$ROOT/src/NvdimmPS.Cli/Build-LinuxPackage.ps1" \
        -Folder "$native" -Runtime linux-x64 -Version 0.0.1 -Destination "$work/packed")
}

readable() { # the deb of that: folders that everybody may enter
    packed && dpkg-deb --contents "$work/packed/nvdimm_0.0.1_amd64.deb" >"$work/contents" || return 1
    ! grep -vE '^(drwxr-xr-x|-rw[x-]r-[x-]r-[x-]) ' "$work/contents"
}

alone() { # ARG... : the program where there is nothing else but devices, no library and no list of users
    mkdir -p "$work/alone/tmp" "$work/alone/dev"
    cp "$native/nvdimm" "$work/alone"
    unshare --mount sh -c 'root=$1; shift; mount --rbind /dev "$root/dev" && exec chroot "$root" /nvdimm "$@"' sh "$work/alone" "$@"
}

depends_on_nothing() { # DEB
    says '^Section:' dpkg-deb --field "$1" && ! grep -E '^(Pre-)?Depends:' "$work/said"
}

needs_nothing() { # RPM : but what rpm itself has
    ! rpm -qp --requires "$1" | grep -v '^rpmlib('
}

files() { # RPM : what it installs
    rpm2cpio "$1" | cpio --list --quiet
}

completes() { # FOLDER : bash asks the program, which must be in PATH
    PATH=$1:$PATH bash -c '. "$1/nvdimm.bash"; complete -p nvdimm' bash "$1"
}

find_pwsh || { echo "There is no PowerShell: 'dotnet tool restore'."; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
if [ $# -eq 0 ]; then
    check "packages are made" "$PWSH" -NoProfile -NonInteractive -File "$ROOT/build.ps1" -Task Pack
fi
check "there is one of each kind" made
version=$(basename "$(compgen -G "$packages/NvdimmPS.Core.[0-9]*.nupkg" | head -n 1)" .nupkg)
version=${version#NvdimmPS.Core.}
# A package of the same version that was taken before is another one.
cache=$work/nuget
mkdir -p "$work/home" "$cache"

check "the console is installed as a .NET tool" at_home dotnet tool install NvdimmPS.Console --tool-path "$work/tool" --source "$packages" --version "$version"
check "the tool says its version" says "^(nvdimm )?${version%%-*}" at_home "$work/tool/nvdimm" --version
check "the tool tells the health of a simulated machine" says '^nmem3 +Intel +Healthy' at_home "$work/tool/nvdimm" health --simulate=1x4

check "the native archive is unpacked" tar -xzf "$(compgen -G "$packages/nvdimm-[0-9]*-$(uname -m | sed 's/x86_64/linux-x64/; s/aarch64/linux-arm64/').tar.gz" | head -n 1)" -C "$work"
native=$(compgen -G "$work/nvdimm-*" | head -n 1)
check "its program tells the health of a simulated machine" says '^nmem3 +Intel +Healthy' at_home "$native/nvdimm" health --simulate=1x4
if unshare --mount true 2>/dev/null; then
    check "it needs no OpenSSL for that, which rescue systems lack" says '^nmem3 +Intel +Healthy' at_home without_openssl "$native/nvdimm" health --simulate=1x4
    check "nor for a trace" says '^nmem3 +Intel +Healthy' at_home without_openssl "$native/nvdimm" health --simulate=1x4 --trace "$work/trace.jsonl"
    check "nor to replay it" says '^nmem3 +Intel +Healthy' at_home without_openssl "$native/nvdimm" health --replay "$work/trace.jsonl"
    check "nor to save labels" says 'labels.json' at_home without_openssl "$native/nvdimm" labels export "$work/labels" --simulate=qemu-labelled
    check "it needs no library and no file of the machine" says '^nmem3 +Intel +Healthy' at_home alone health --simulate=1x4
else
    skip packages-openssl "no mount namespace can be made here (unshare --mount)"
fi
check "its manual page has the commands" says '^\.SH COMMANDS' cat "$native/nvdimm.8"
check "bash takes its completion" says '^complete .* nvdimm$' completes "$native"

if command -v dpkg-deb >/dev/null; then
    check "the deb is unpacked" dpkg-deb --extract "$(compgen -G "$packages/nvdimm_*.deb" | head -n 1)" "$work/deb"
    check "its program tells the health of a simulated machine" says '^nmem3 +Intel +Healthy' at_home "$work/deb/usr/bin/nvdimm" health --simulate=1x4
    check "it depends on no other package" depends_on_nothing "$(compgen -G "$packages/nvdimm_*.deb" | head -n 1)"
    if [ "$(uname -m)" = x86_64 ]; then check "everybody may read what it installs, whatever the umask was" readable; fi
else
    skip packages-deb "there is no dpkg-deb"
fi

if command -v rpmbuild >/dev/null && command -v rpm2cpio >/dev/null && command -v cpio >/dev/null; then
    rpm=$(compgen -G "$packages/nvdimm-*.rpm" | head -n 1)
    check "the rpm needs no other package" needs_nothing "$rpm"
    for file in usr/bin/nvdimm usr/share/man/man8/nvdimm.8.gz usr/share/bash-completion/completions/nvdimm usr/share/zsh/site-functions/_nvdimm; do
        check "the rpm installs /$file" says "^(\./)?$file\$" files "$rpm"
    done
else
    skip packages-rpm "there is no rpmbuild, rpm2cpio or cpio"
fi

check "a program is built with the core library's package, and runs" at_home program

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
