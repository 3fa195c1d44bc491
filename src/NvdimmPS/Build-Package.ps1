<#
.SYNOPSIS
Makes packages for Install-PSResource of the staged module: NvdimmPS, and NvdimmPS.Testing with the runbooks, which depends on it.

.DESCRIPTION
The manifests of the packages get what only a release knows: its notes from CHANGELOG.md, a prerelease label, and the address of the
project. Nothing of that is in the repository, which may stand anywhere.

.EXAMPLE
./build.ps1 -Task Pack
#>
[CmdletBinding()]
param(
    # The staged module.
    [Parameter(Mandatory)]
    [string] $Module,

    # The folder for the packages.
    [Parameter(Mandatory)]
    [string] $Destination,

    # Such as preview1; none for a release.
    [ValidatePattern('^[A-Za-z0-9]*$')]
    [string] $Prerelease = '',

    # Where the project is on the web: its licence and icon are looked for below, as on GitHub.
    [ValidatePattern('^(https://\S+[^/])?$')]
    [string] $ProjectUri = ''
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3
$root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).ProviderPath
$Module = (Resolve-Path -LiteralPath $Module).ProviderPath
$Destination = (New-Item -ItemType Directory -Force $Destination).FullName

# What the changelog says of a version in a few words, before its lists, as plain text.
function Get-ReleaseNote([string] $Version) {
    $sections = [regex]::Split((Get-Content -Raw (Join-Path $root CHANGELOG.md)), '(?m)^## ')
    $own = $sections | Where-Object { $_ -match "^\[?$([regex]::Escape($Version))\b" } | Select-Object -First 1
    if (-not $own) { throw "CHANGELOG.md says nothing of $Version." }
    $words = ($own -replace '^.*\n' -replace '(?s)\n### .*$' -replace '`' -replace '(?<!\n)\n(?!\n)', ' ').Trim()
    $words ? $words : $(throw "CHANGELOG.md has no sentence on $Version before its lists.")
}

# The manifest as it is, with more in PSData.
function Update-Manifest([string] $Path, [hashtable] $Data, [string[]] $Required) {
    $text = Get-Content -Raw $Path
    $lines = $Data.GetEnumerator() | Where-Object Value | Sort-Object Key | ForEach-Object { "            $($_.Key) = '$($_.Value -replace "'", "''")'" }
    if ($text -match '(?m)^\s*PSData\s*=\s*@\{') {
        $text = $text -replace '(?m)^(\s*PSData\s*=\s*@\{)', ("`$1`n" + ($lines -join "`n").Replace('$', '$$'))
    } else {
        $text = $text -replace '\}\s*$', "    PrivateData          = @{`n        PSData = @{`n$($lines -join "`n")`n        }`n    }`n}`n"
    }
    if ($Required) {
        $text = $text -replace '\}\s*$', "    RequiredModules      = @($($Required -join ', '))`n}`n"
    }
    Set-Content $Path $text -NoNewline
    $null = Import-PowerShellDataFile $Path # or it cannot be read any more
}

$version = (Import-PowerShellDataFile (Join-Path $Module NvdimmPS.psd1)).ModuleVersion
$data = @{ ReleaseNotes = Get-ReleaseNote $version; Prerelease = $Prerelease }
if ($ProjectUri) {
    $data.ProjectUri = $ProjectUri
    $data.LicenseUri = "$ProjectUri/blob/main/LICENSE"
    $data.IconUri = "$ProjectUri/raw/main/docs/icon.png"
}

$work = [System.IO.Directory]::CreateTempSubdirectory('nvdimm-package-').FullName
try {
    $main = Join-Path $work NvdimmPS
    Copy-Item $Module $main -Recurse
    Update-Manifest (Join-Path $main NvdimmPS.psd1) $data
    $testing = Join-Path $work NvdimmPS.Testing
    Copy-Item (Join-Path $Module NvdimmPS.Testing) $testing -Recurse
    Copy-Item (Join-Path $Module runbooks), (Join-Path $Module LICENSE) $testing -Recurse
    # 0.1.0 is above its own prereleases, and a module cannot name one.
    $least = $Prerelease ? '0.0.1' : $version
    $required = "@{ ModuleName = 'NvdimmPS'; ModuleVersion = '$least' }", "@{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }"
    Update-Manifest (Join-Path $testing NvdimmPS.Testing.psd1) $data $required
    foreach ($folder in $main, $testing) {
        $package = Compress-PSResource -Path $folder -DestinationPath $Destination -SkipModuleManifestValidate -PassThru
        # It takes the first manifest that it finds for the module's own.
        if ($package.Name -notlike "$(Split-Path $folder -Leaf).$version*") { throw "The package of $(Split-Path $folder -Leaf) became $($package.Name)." }
        $package.FullName
    }
} finally {
    Remove-Item $work -Recurse -Force
}
