<#
.SYNOPSIS
A short tour of NvdimmPS on a simulated server. Touches no real DIMM.
#>
[CmdletBinding()]
param([string] $Module = (Join-Path $PSScriptRoot '../out/NvdimmPS'))

function Show-Step([string] $Title, [scriptblock] $Command) {
    "`n# $Title"
    "PS> $("$Command".Trim())"
    & $Command *>&1 | Out-String -Width 120 | ForEach-Object TrimEnd
}

Import-Module $Module
$simulator = New-NvdimmSimulator -Topology 2x6

Show-Step 'What is there: read from sysfs, no root, no firmware call' { Get-NvdimmDevice | Select-Object -First 3 }
Show-Step 'From a DIMM to its region and its namespaces' { Get-NvdimmDevice nmem0 | Get-NvdimmRegion | Get-NvdimmNamespace }
Show-Step 'What the DIMM can do, and how dangerous that is' { Get-NvdimmDsmFunction -Dimm nmem0 | Where-Object Danger -NE Read | Select-Object -First 6 }
Show-Step 'A call by number, on every DIMM' { Invoke-NvdimmDsm -Dimm nmem[0-2] -Function 1 }

$simulator.Dimm('nmem7').MediaTemperature = 81
Show-Step 'The same by name: which ones are hot?' {
    Invoke-NvdimmDsm -Dimm * -Function GetSmart | Where-Object { $_.Decoded.MediaTemperature -gt 60 } | ForEach-Object { "$($_.Dimm): $($_.Decoded.MediaTemperature) degrees" }
}
Show-Step 'What would a write send? Nothing is sent' { Set-NvdimmThreshold nmem7 -MediaTemperature 85 -WhatIf }
Show-Step 'Both spellings of a request must give the same answer' { Compare-NvdimmRoute -Dimm nmem7 }

$null = $simulator.AddFault(@{ Target = 'nmem7'; Function = 1; Status = 5; Count = 1 })
Show-Step 'When the firmware says no' { Invoke-NvdimmDsm -Dimm nmem7 -Function 1 }
Show-Step 'A sensitive function is refused, whatever the kernel would do' { Invoke-NvdimmDsm -Dimm nmem7 -Function FreezeLock }
Show-Step 'What the simulated kernel saw' { (Get-NvdimmSimulator).Transcript | Select-Object -Last 4 }
Remove-NvdimmSimulator
