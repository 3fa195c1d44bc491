#!/usr/bin/env pwsh
#requires -Version 7.4
<#
.SYNOPSIS
Builds, tests, shows and documents NvdimmPS.

.DESCRIPTION
Build   stages the module to out/NvdimmPS.
Try     stages it, starts a simulator and runs -Command on it; on a terminal PowerShell stays open.
Test    runs everything that needs no device: the .NET tests, and with them Pester on the staged module.
Demo    a short tour on a simulator.
Docs    makes en-US/NvdimmPS.dll-Help.xml from docs/help and checks that nothing is missing; makes docs/dsm from the tables.
Fuzz    ten minutes of random input to everything that reads: values and counts against a decoder of its own, no crash, no false success.
Pack    packages in out/packages: the module and NvdimmPS.Testing for Install-PSResource, the core library and the console for
        NuGet, and the console as native files with its man page and completions.
Kernel  the same requests against the real kernel in a virtual machine (Linux; see tests/kernel).

It runs in any PowerShell 7.4 or later; with the .NET SDK alone, in the one that `dotnet tool restore` brings. Docs needs
Microsoft.PowerShell.PlatyPS: what is installed, else what the PowerShell Gallery has.

.EXAMPLE
./build.ps1

In PowerShell; from another shell `dotnet pwsh build.ps1`, or the same where pwsh is installed.

.EXAMPLE
dotnet tool restore && dotnet pwsh -NoProfile build.ps1 Try 'Get-NvdimmHealth'

.EXAMPLE
./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Try', 'Test', 'Demo', 'Docs', 'Fuzz', 'Pack', 'Kernel')]
    [string[]] $Task = 'Build',

    # What Try runs.
    [Parameter(Position = 1)]
    [string] $Command = 'Get-NvdimmDevice',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    [string] $Output = (Join-Path $PSScriptRoot 'out/NvdimmPS'),

    # Of Pack: a label such as preview1, and where the project is on the web.
    [string] $Prerelease = '',
    [string] $ProjectUri = '',

    # Of Pack: the machines that the console is made for, as .NET names them.
    [string[]] $Runtime = @('linux-x64')
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

# What went wrong, in a sentence, and no script around it.
trap {
    [Console]::Error.WriteLine("$_")
    exit 1
}

function Invoke-Native([scriptblock] $Command) {
    & $Command
    if ($LASTEXITCODE -ne 0) {
        throw "'$("$Command".Trim())' ended with exit code $LASTEXITCODE."
    }
}

# What is installed is used; the gallery is asked only for what is not.
function Resolve-Tool([string] $Name, [version] $Minimum) {
    $found = Get-Module -ListAvailable -Name $Name | Where-Object Version -GE $Minimum | Sort-Object Version -Descending | Select-Object -First 1
    if (-not $found) {
        try {
            Write-Verbose "Taking $Name $Minimum or later from the PowerShell Gallery."
            Save-PSResource -Name $Name -Version "[$Minimum, )" -Path (New-Item -ItemType Directory -Force (Join-Path $PSScriptRoot 'out/tools')) -TrustRepository
            $found = Get-Module -ListAvailable -Name (Join-Path $PSScriptRoot "out/tools/$Name")
        } catch {
            throw "$Name $Minimum or later is needed: it is not installed, and the PowerShell Gallery did not give it ($_). Install-PSResource $Name where there is a network."
        }
    }

    $found | Select-Object -First 1
}

function Assert-Writable([string] $Folder) {
    try {
        $file = Join-Path $Folder ".write-test-$PID"
        [System.IO.File]::WriteAllText($file, '')
        [System.IO.File]::Delete($file)
    } catch [System.UnauthorizedAccessException], [System.IO.IOException] {
        throw "The checkout '$Folder' cannot be written, and a build writes to bin, obj and out in it. Copy it to a folder of yours and start there."
    }
}

function Invoke-BuildTask([string] $Root, [string] $Configuration, [string] $Output) {
    Assert-Writable $Root
    Invoke-Native { dotnet build (Join-Path $Root 'src/NvdimmPS') --configuration $Configuration --target StageModule "-p:StageFolder=$Output" --verbosity quiet --nologo -consoleLoggerParameters:NoSummary }
    "Staged: $Output"
}

function Invoke-TryTask([string] $Module, [string] $Command) {
    Import-Module $Module -Global
    $null = New-NvdimmSimulator -Force
    "PS> $Command"
    & ([scriptblock]::Create($Command)) | Out-Default
    if (-not ([Console]::IsInputRedirected -or [Console]::IsOutputRedirected)) {
        "This PowerShell has the module and a simulated machine: try Get-NvdimmHealth, or Get-Command -Module NvdimmPS; exit leaves it."
        $Host.EnterNestedPrompt()
    }
}

function Invoke-TestTask([string] $Root) {
    Assert-Writable $Root
    Push-Location $Root
    try {
        Invoke-Native { dotnet test }
    } finally {
        Pop-Location
    }
}

function Invoke-DocsTask([string] $Root, [string] $Output) {
    Invoke-Native { dotnet run --project (Join-Path $Root 'src/NvdimmPS.Cli') -- functions --markdown (Join-Path $Root 'docs/dsm') }
    Import-Module (Resolve-Tool Microsoft.PowerShell.PlatyPS 1.0).Path
    & (Join-Path $Root 'docs/Build-Help.ps1') -Module $Output
}

function Invoke-PackTask([string] $Root, [string] $Module, [string] $Prerelease, [string] $ProjectUri, [string[]] $Runtime) {
    # Nothing of an earlier version.
    $packages = Join-Path $Root 'out/packages'
    if (Test-Path $packages) { Remove-Item $packages -Recurse }
    $packages = (New-Item -ItemType Directory $packages).FullName
    # Each says what it made; that is listed in the end.
    $null = & (Join-Path $Root 'src/NvdimmPS/Build-Package.ps1') -Module $Module -Destination $packages -Prerelease $Prerelease -ProjectUri $ProjectUri
    $version = @("-p:VersionSuffix=$Prerelease") * [bool] $Prerelease
    $address = @("-p:PackageProjectUrl=$ProjectUri", "-p:RepositoryUrl=$ProjectUri") * [bool] $ProjectUri
    foreach ($project in 'NvdimmPS.Core', 'NvdimmPS.Cli') {
        Invoke-Native { dotnet pack (Join-Path $Root "src/$project") --configuration Release --output $packages --verbosity quiet --nologo @version @address }
    }
    foreach ($name in $Runtime) {
        $null = & (Join-Path $Root 'src/NvdimmPS.Cli/Build-Native.ps1') -Runtime $name -Destination $packages -Prerelease $Prerelease
    }
    "Packages in ${packages}:"
    Get-ChildItem $packages -File | ForEach-Object { "  $($_.Name)" }
}

$build = @{ Root = $PSScriptRoot; Configuration = $Configuration; Output = $Output }
foreach ($name in $Task) {
    switch ($name) {
        'Build' { Invoke-BuildTask @build }
        'Try' {
            Invoke-BuildTask @build
            Invoke-TryTask $Output $Command
        }
        'Test' { Invoke-TestTask $PSScriptRoot }
        'Docs' {
            Invoke-BuildTask @build
            Invoke-DocsTask $PSScriptRoot $Output
            Invoke-BuildTask @build
        }
        'Demo' {
            Invoke-BuildTask @build
            Invoke-Native { & (Join-Path $PSHOME 'pwsh') -NoProfile -File (Join-Path $PSScriptRoot 'docs/demo.ps1') -Module $Output }
        }
        'Pack' {
            # Nothing of an earlier build.
            $fresh = Join-Path $PSScriptRoot 'out/package/NvdimmPS'
            if (Test-Path $fresh) { Remove-Item $fresh -Recurse }
            Invoke-BuildTask -Root $PSScriptRoot -Configuration Release -Output $fresh
            Invoke-PackTask $PSScriptRoot $fresh $Prerelease $ProjectUri $Runtime
        }
        'Fuzz' { Invoke-Native { dotnet run --configuration Release --project (Join-Path $PSScriptRoot 'tests/NvdimmPS.Fuzz') -- --seconds 600 } }
        'Kernel' { Invoke-Native { & (Join-Path $PSScriptRoot 'tests/kernel/run.sh') } }
    }
}
