<#
.SYNOPSIS
Makes the console's deb and rpm of the files that its archive has. Each one where its own tool is there: dpkg-deb, rpmbuild.

.EXAMPLE
./build.ps1 Pack
#>
[CmdletBinding()]
param(
    # A folder with nvdimm, nvdimm.8, nvdimm.bash, _nvdimm and LICENSE.
    [Parameter(Mandatory)]
    [string] $Folder,

    # As .NET names it: linux-x64, linux-arm64.
    [Parameter(Mandatory)]
    [string] $Runtime,

    [Parameter(Mandatory)]
    [string] $Version,

    # The folder for the packages.
    [Parameter(Mandatory)]
    [string] $Destination
)

$ErrorActionPreference = 'Stop'
$machine = @{ 'linux-x64' = 'amd64', 'x86_64'; 'linux-arm64' = 'arm64', 'aarch64' }[$Runtime]
if (-not $machine) { return } # neither has a name for what links to another C library
$architecture, $rpmArchitecture = $machine

$props = [xml] (Get-Content -Raw (Join-Path $PSScriptRoot ../../Directory.Build.props))
$authors = $props.SelectSingleNode('//Authors').InnerText
$project = [xml] (Get-Content -Raw (Join-Path $PSScriptRoot NvdimmPS.Cli.csproj))
$summary, $about = 'Health and management of NVDIMMs', $project.SelectSingleNode('//Description').InnerText
$ordered = $Version -replace '-', '~' # sorts before the release that it leads to
$work = [System.IO.Directory]::CreateTempSubdirectory('nvdimm-package-').FullName

# What the program was linked with, nothing if it is static; rpmbuild finds that out by itself.
function Get-Dependency {
    $program = [System.Text.Encoding]::Latin1.GetString([System.IO.File]::ReadAllBytes((Join-Path $Folder nvdimm)))
    $versions = [regex]::Matches($program, 'GLIBC_([0-9]+\.[0-9]+)\0') | ForEach-Object { [version] $_.Groups[1].Value } | Sort-Object
    if ($versions) { "libc6 (>= $($versions[-1]))" }
    if ($program.Contains('libstdc++.so.6')) { 'libstdc++6' }
}

function Invoke-Tool([string] $Name, [string[]] $Arguments) {
    $said = & $Name @Arguments 2>&1
    if ($LASTEXITCODE -ne 0) { throw "$Name made no package: $($said -join ' ')" }
}

function Copy-Tree([string] $Root, [string] $ZshFolder) {
    foreach ($file in @(
            @{ From = 'nvdimm'; To = 'usr/bin/nvdimm'; Mode = '755' }
            @{ From = 'nvdimm.8'; To = 'usr/share/man/man8/nvdimm.8'; Mode = '644' }
            @{ From = 'nvdimm.bash'; To = 'usr/share/bash-completion/completions/nvdimm'; Mode = '644' }
            @{ From = '_nvdimm'; To = "$ZshFolder/_nvdimm"; Mode = '644' }
            @{ From = 'LICENSE'; To = 'usr/share/doc/nvdimm/copyright'; Mode = '644' })) {
        Invoke-Tool install @('-D', '-m', $file.Mode, (Join-Path $Folder $file.From), (Join-Path $Root $file.To))
    }
    Invoke-Tool gzip @('-9', '-n', (Join-Path $Root usr/share/man/man8/nvdimm.8))
}

# Whatever this user's umask is, everybody may read what is installed, and dpkg-deb takes no less.
function Open-Tree([string] $Root) { Invoke-Tool chmod @('-R', 'u=rwX,go=rX', $Root) }

# The archive is there already, and there may be other machines to make packages for: what fails here is told.
function Use-Tool([string] $Name, [scriptblock] $Make) {
    if (-not (Get-Command $Name -ErrorAction Ignore)) { return }
    try { & $Make } catch { Write-Warning "$Runtime`: $_" }
}

try {
    Use-Tool dpkg-deb {
        $root = Join-Path $work deb
        $depends = (Get-Dependency) -join ', '
        Copy-Tree $root usr/share/zsh/vendor-completions
        $null = New-Item -ItemType Directory (Join-Path $root DEBIAN)
        Set-Content (Join-Path $root DEBIAN/control) @"
Package: nvdimm
Version: $ordered
Architecture: $architecture
Maintainer: $authors
$($depends ? "Depends: $depends`n" : '')Section: admin
Priority: optional
Description: $summary
 $about
"@
        Open-Tree $root
        $package = Join-Path $Destination "nvdimm_${ordered}_$architecture.deb"
        Invoke-Tool dpkg-deb @('--root-owner-group', '--build', $root, $package)
        $package
    }

    Use-Tool rpmbuild {
        $root = Join-Path $work tree
        Copy-Tree $root usr/share/zsh/site-functions
        Open-Tree $root
        $spec = Join-Path $work nvdimm.spec
        Set-Content $spec @"
Name: nvdimm
Version: $ordered
Release: 1
Summary: $summary
License: MIT
%description
$about
%install
cp -a $root/. %{buildroot}/
%files
$((Get-ChildItem $root -Recurse -File | ForEach-Object { $_.FullName.Substring($root.Length) }) -join "`n")
"@
        # As it was compiled: not stripped again, with no package of debugging symbols.
        $options = @('_topdir', '_rpmdir', 'debug_package', '__strip', '_build_id_links'), @("$work/rpm", "$work/rpms", '%{nil}', '/bin/true', 'none')
        $defined = foreach ($i in 0..4) { '--define', "$($options[0][$i]) $($options[1][$i])" }
        Invoke-Tool rpmbuild (@('-bb', '--target', "$rpmArchitecture-linux") + $defined + $spec)
        Get-ChildItem "$work/rpms" -Recurse -Filter *.rpm | Copy-Item -Destination $Destination -PassThru | ForEach-Object FullName
    }
} finally {
    Remove-Item $work -Recurse -Force
}
