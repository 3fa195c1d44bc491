# On the host: a fleet of the virtual machine, with the kernel's test buses in it, and of a port where nobody listens.
param([Parameter(Mandatory)][string] $Module, [Parameter(Mandatory)][string] $Folder, [Parameter(Mandatory)][int] $Port)
$ErrorActionPreference = 'Stop'
Import-Module $Module
. $PSScriptRoot/guest/test-that.ps1
$guest = "root@127.0.0.1:$Port"
$closed = 'root@127.0.0.1:1'
$ssh = @{ KeyFilePath = "$Folder/user"; Options = @{ UserKnownHostsFile = "$Folder/known_hosts"; StrictHostKeyChecking = 'yes'; IdentitiesOnly = 'yes' }; ConnectTimeoutSec = 600; TimeoutSec = 1200 }

$refusals = $null
$health = @(Invoke-NvdimmFleet -HostName $guest, $closed @ssh -ErrorAction SilentlyContinue -ErrorVariable refusals)
Test-That 'the kernel''s DIMMs of a server over SSH' {
    ($health.Dimm -join ' ') -eq 'nmem0 nmem1 nmem2 nmem3 nmem4 nmem5' -and @($health.PSComputerName | Select-Object -Unique) -eq $guest -and $health[0].Source -eq 'Device'
}
Test-That 'what the firmware of nmem0 says arrives' {
    $health[0].HealthDetail -eq 'NonCritical' -and $health[0].SparesRemaining -eq 75 -and $health[0].MediaTemperature -eq 23 -and $health[0].DirtyShutdownCount -eq 42
}
Test-That 'so does what the platform says of DIMMs without such functions' { $health[4].HealthStatus -eq 'Unhealthy' -and 'LostData' -in $health[4].Reason -and 'NotUsable' -in $health[5].Reason }
Test-That 'a port where nobody listens costs the server nothing' {
    @($refusals).Count -eq 1 -and $refusals[0].FullyQualifiedErrorId -like 'Nvdimm.Fleet.Network,*' -and $refusals[0].TargetObject -eq $closed
}

$refusals = $null
$answers = @(Invoke-NvdimmFleet -HostName $guest @ssh -ErrorAction SilentlyContinue -ErrorVariable refusals {
        $handle = (Get-NvdimmDevice nmem0).Handle
        $switch = Get-ChildItem /sys/class/nfit_test_dimm | Where-Object { [uint32] (Get-Content "$_/handle") -eq $handle }
        Set-Content "$switch/fail_cmd" '0x2'
        try { Invoke-NvdimmDsm -Dimm nmem0, nmem1 -Function 1 } finally { Set-Content "$switch/fail_cmd" '0x0' }
    })
$refusals | ForEach-Object { "    $($_.FullyQualifiedErrorId): $_" }
Test-That 'a call that the kernel refuses there is that error here' {
    @($refusals).Count -eq 1 -and $refusals[0].FullyQualifiedErrorId -like 'Nvdimm.Ioctl.EIO,*' -and $refusals[0].CategoryInfo.TargetName -eq 'nmem0' -and $refusals[0].OriginInfo
}
Test-That 'and hides no other DIMM''s answer' { $answers.Count -eq 1 -and $answers[0].Dimm -eq 'nmem1' -and $answers[0].Decoded.SparesRemaining -eq 75 }

# Without the module, the platform's part of the same: flags are enough to call a DIMM unhealthy, not to call it well.
$plain = @(Invoke-NvdimmFleet -HostName $guest @ssh -Agentless)
Test-That 'sysfs of a server without the module says the same of each DIMM' {
    $same = 'Dimm', 'Bus', 'UniqueId', 'Family', 'Armed', 'DirtyShutdownCount', 'PSComputerName', @{ Name = 'Flags'; Expression = { $_.Flags -join ' ' } }
    @($plain.Source | Select-Object -Unique) -eq 'Agentless' -and $plain[0].UniqueId -and $plain[0].DirtyShutdownCount -eq 42 -and
        ($plain | Select-Object $same | ConvertTo-Json) -ceq ($health | Select-Object $same | ConvertTo-Json)
}
Test-That 'and what it does not say is unknown' { ($plain.HealthStatus -join ' ') -eq 'Unknown Unknown Unknown Unknown Unhealthy Unhealthy' -and $null -eq $plain[0].SparesRemaining }

"fleet on nfit_test: $script:passed passed, $script:failed failed, 0 skipped"
exit [int]($script:failed -gt 0)
