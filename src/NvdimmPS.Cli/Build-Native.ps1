<#
.SYNOPSIS
Makes the console for one kind of machine: an archive with one native file, its manual page and completions for bash and zsh; and the same as deb and
rpm, where the tools for that are there.

.DESCRIPTION
Compiled ahead of time where this machine can link for that one, and static where the static C library is there, so that it runs on a distribution
with any C library; otherwise a single file that brings its runtime with it.

.EXAMPLE
./build.ps1 Pack -Runtime linux-x64, linux-arm64
#>
[CmdletBinding()]
param(
    # As .NET names it: linux-x64, linux-arm64, linux-musl-x64 ...
    [Parameter(Mandatory)]
    [ValidatePattern('^[a-z0-9-]+$')]
    [string] $Runtime,

    # The folder for the archive.
    [Parameter(Mandatory)]
    [string] $Destination,

    # A label such as preview1.
    [string] $Prerelease = ''
)

$ErrorActionPreference = 'Stop'
$project = Join-Path $PSScriptRoot NvdimmPS.Cli.csproj
$own = [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier -replace '^(?!linux|osx|win)[a-z.0-9]+-', 'linux-'
$isNative = $Runtime -eq $own
$work = [System.IO.Directory]::CreateTempSubdirectory('nvdimm-native-').FullName
try {
    $props = [xml] (Get-Content -Raw (Join-Path $PSScriptRoot ../../Directory.Build.props))
    # With a runtime of its own the library too is made for that one, and no other need be fetched.
    $framework = $props.SelectSingleNode('//CurrentFramework').InnerText
    # The linker knows where libraries are; of one that is not there it gives the name alone.
    $compiler = Get-Command clang, gcc -ErrorAction Ignore | Select-Object -First 1
    $isStatic = $isNative -and $Runtime -like 'linux-*' -and $compiler -and (Split-Path -IsAbsolute (& $compiler --print-file-name=libc.a))
    $how = $isNative ? @('-p:PublishAot=true', "-p:StaticExecutable=$("$isStatic".ToLowerInvariant())")
        : @('--self-contained', '-p:PublishSingleFile=true', '-p:PublishTrimmed=true', '-p:PublishAot=false', "-p:ShippedFramework=$framework")
    $suffix = @("-p:VersionSuffix=$Prerelease") * [bool] $Prerelease
    dotnet publish $project --configuration Release --runtime $Runtime --output $work/bin --verbosity quiet --nologo -p:RunAnalyzers=false -p:DebugType=none @how @suffix
    if ($LASTEXITCODE -ne 0) { throw "The console could not be built for $Runtime." }
    $version = $props.SelectSingleNode('//VersionPrefix').InnerText + ($Prerelease ? "-$Prerelease" : '')
    $folder = New-Item -ItemType Directory (Join-Path $work "nvdimm-$version-$Runtime")
    Copy-Item (Join-Path $work bin/nvdimm), (Join-Path $PSScriptRoot ../../LICENSE) $folder
    Copy-Item (Join-Path $PSScriptRoot ../../docs/cli.md) (Join-Path $folder README.md)
    # What the program says of itself, by the one of this machine.
    $say = @($isNative ? (Join-Path $folder nvdimm) : @('dotnet', 'run', '--project', $project, '--'))
    foreach ($file in @{ Name = 'nvdimm.8'; Words = @('man') }, @{ Name = 'nvdimm.bash'; Words = @('completion', 'bash') }, @{ Name = '_nvdimm'; Words = @('completion', 'zsh') }) {
        $command, [string[]] $arguments = $say + $file.Words # one word alone would be taken letter by letter
        & $command @arguments | Set-Content (Join-Path $folder $file.Name)
        if ($LASTEXITCODE -ne 0) { throw "'$($file.Name)' could not be made." }
    }
    $archive = Join-Path $Destination "$($folder.Name).tar.gz"
    tar --create --gzip --owner=0 --group=0 --mode=u=rwX,go=rX --file $archive --directory $work $folder.Name
    if ($LASTEXITCODE -ne 0) { throw "'$archive' could not be written." }
    $archive
    & (Join-Path $PSScriptRoot Build-LinuxPackage.ps1) -Folder $folder -Runtime $Runtime -Version $version -Destination $Destination
} finally {
    Remove-Item $work -Recurse -Force
}
