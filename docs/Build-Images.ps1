<#
.SYNOPSIS
Makes the pictures of README.md: a report's page and tables in a terminal, light and dark. Needs Chromium.

.EXAMPLE
./build.ps1; docs/Build-Images.ps1
#>
[CmdletBinding()]
param(
    [string] $Module = (Join-Path $PSScriptRoot ../out/NvdimmPS),

    # The folder for the pictures.
    [string] $Destination = (Join-Path $PSScriptRoot images),

    [string] $Browser = 'chromium'
)

$ErrorActionPreference = 'Stop'
Import-Module (Resolve-Path $Module).ProviderPath
$work = [System.IO.Directory]::CreateTempSubdirectory('nvdimm-images-').FullName
$Destination = (New-Item -ItemType Directory -Force $Destination).FullName

# As a terminal shows it: SGR sequences become spans. The colours are those of the browser's own scheme.
function ConvertTo-Page([string] $Text) {
    $html = [System.Net.WebUtility]::HtmlEncode($Text)
    $html = [regex]::Replace($html, "`e\[([0-9;]*)m", {
            param($match)
            $codes = @($match.Groups[1].Value -split ';' | Where-Object { $_ })
            $codes.Count -eq 0 -or $codes -contains '0' ? '</span>' : "<span class=`"$(($codes | ForEach-Object { "c$_" }) -join ' ')`">"
        })
    @"
<!DOCTYPE html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><style>
body { margin: 20px 24px; background: light-dark(#fff, #14171c); color: light-dark(#1b1f24, #e6e8eb); font: 15px/1.4 "DejaVu Sans Mono", monospace; }
pre { margin: 0; font: inherit; } .c1 { font-weight: bold; }
.c31, .c91 { color: light-dark(#b0261e, #ff8a80); } .c32, .c92 { color: light-dark(#1a6b3c, #7fd199); }
.c33, .c93 { color: light-dark(#8a5200, #f0b35f); } .c36, .c96 { color: light-dark(#0b57a4, #80b7ff); }
</style><pre>$html</pre>
"@
}

function Save-Picture([string] $Page, [string] $Name, [int] $Width, [int] $Height) {
    foreach ($scheme in @{ Name = 'light'; Number = 1 }, @{ Name = 'dark'; Number = 0 }) {
        $picture = Join-Path $Destination "$Name-$($scheme.Name).png"
        & $Browser --headless=new --no-sandbox --virtual-time-budget=2000 --disable-gpu --hide-scrollbars "--window-size=$Width,$Height" "--blink-settings=preferredColorScheme=$($scheme.Number)" "--screenshot=$picture" "file://$Page" 2>&1 | Out-Null
        if (-not (Test-Path $picture)) { throw "$Browser made no picture of $Page." }
        $picture
    }
}

try {
    # A machine with something to see.
    $simulator = New-NvdimmSimulator 2x6 -Force
    $simulator.Dimm('nmem3').MediaTemperature = 81
    $simulator.Dimm('nmem3').HealthState = 'NonCritical'
    $simulator.Dimm('nmem7').SparesRemaining = 3
    $simulator.Dimm('nmem9').NotArmed = $true

    $page = Join-Path $work report.html
    Get-NvdimmHealth | Export-NvdimmReport -Path $page
    Save-Picture $page report 1100 860

    $PSStyle.OutputRendering = 'Ansi'
    $said = foreach ($line in 'Test-NvdimmHealth', 'Get-NvdimmHealth nmem[2-5]') {
        "PS> $line"
        (& ([scriptblock]::Create($line)) | Out-String -Width 80).TrimEnd()
        ''
    }
    $page = Join-Path $work tables.html
    Set-Content -LiteralPath $page (ConvertTo-Page (($said -join "`n").TrimEnd()))
    Save-Picture $page tables 800 660
} finally {
    Remove-NvdimmSimulator
    Remove-Item $work -Recurse -Force
}
