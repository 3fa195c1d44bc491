# In the guest: the cmdlets against the real drivers.
param([Parameter(Mandatory)][ValidateSet('qemu', 'nfit_test')][string] $Machine)
$ErrorActionPreference = 'Stop'
Import-Module ./NvdimmPS
. ./test-that.ps1

Test-That 'every DIMM has an identity' { @(Get-NvdimmDevice | Where-Object { $_.UniqueId -and $_.Family -eq 'Intel' -and $_.Source -eq 'Device' }).Count -ge 2 }
Test-That 'pipeline from DIMM to region to namespace' { @(Get-NvdimmDevice nmem0 | Get-NvdimmRegion | Get-NvdimmNamespace).Count -ge 1 }
Test-That 'an unknown DIMM is an error' { $e = $null; Invoke-NvdimmDsm -Dimm nmem99 -Function 1 -ErrorAction SilentlyContinue -ErrorVariable e; $e.Count -eq 1 -and $e[0].CategoryInfo.Category -eq 'ObjectNotFound' }

if ($Machine -eq 'nfit_test') {
    $smart = Invoke-NvdimmDsm -Dimm nmem0 -Function 1
    $smart | Format-List | Out-String
    Test-That 'SMART of nmem0' { $smart.Status -eq 'Success' -and $smart.Decoded.MediaTemperature -eq 23 -and $smart.Decoded.SparesRemaining -eq 75 -and $smart.Decoded.DirtyShutdownCount -eq 42 }
    Test-That 'a threshold that is set is got' {
        $null = Invoke-NvdimmDsm -Dimm nmem1 -Function SetSmartThreshold -Argument @{ MediaTemperature = 70 } -Confirm:$false
        (Invoke-NvdimmDsm -Dimm nmem1 -Function GetSmartThreshold).Decoded.MediaTemperature -eq 70
    }
    # .NET takes the same advisory lock on what it opens for itself alone.
    $node = "/dev/$((Get-NvdimmBus (Get-NvdimmDevice nmem1).Bus).Node)"
    $hold = "`$node = [IO.File]::Open('$node', 'Open', 'Read', 'None'); Start-Sleep 300"
    $other = Start-Process (Join-Path $PSHOME pwsh) '-NoProfile', '-EncodedCommand', ([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($hold))) -PassThru
    $deadline = [datetime]::UtcNow.AddMinutes(2)
    $line = "WRITE $($other.Id) \S*:$(stat -c %i $node) "
    while (-not (Select-String -Path /proc/locks -Pattern $line -Quiet) -and [datetime]::UtcNow -lt $deadline) { Start-Sleep -Milliseconds 100 }
    $locked = $null
    Set-NvdimmThreshold nmem1 -MediaTemperature 71 -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable locked
    $read = (Invoke-NvdimmDsm -Dimm nmem1 -Function GetSmartThreshold).Decoded.MediaTemperature
    Stop-Process $other -Force
    Test-That "another writer to the bus, process $($other.Id), is named: '$locked'" {
        $locked.Count -eq 1 -and $locked[0].FullyQualifiedErrorId -like 'Nvdimm.Change.Locked,*' -and "$locked" -match "process $($other.Id) \("
    }
    Test-That 'a reader waits for nobody, and the refused write was not sent' { $read -eq 70 }
    Test-That 'secure erase is refused by the module itself' { $e = $null; Invoke-NvdimmDsm -Dimm nmem0 -Function 24 -InputBytes ([byte[]]::new(32)) -ErrorAction SilentlyContinue -ErrorVariable e; $e[0].FullyQualifiedErrorId -like 'Nvdimm.Dsm.Sensitive*' }
    Test-That 'a bus call' { (Invoke-NvdimmDsm -Bus ndbus0 -Function GetArsErrorInjectStatus).Decoded.RecordCount -eq 0 }
    Test-That 'a legacy bus command' { (Invoke-NvdimmCommand -Bus ndbus0 -Command ars_cap -Argument @{ Address = 0x100000000; Length = 0x2000000 }).Decoded.ClearErrorUnit -eq 256 }
    Test-That 'a DIMM whose health function fails says so, and hides no other one' {
        $handle = (Get-NvdimmDevice nmem0).Handle
        $fault = Get-ChildItem /sys/class/nfit_test_dimm | Where-Object { [uint32] (Get-Content (Join-Path $_.FullName handle)) -eq $handle } | ForEach-Object { Join-Path $_.FullName fail_cmd }
        Set-Content $fault '0x2'
        try { $health = Get-NvdimmHealth } finally { Set-Content $fault '0x0' }
        $health[0].HealthStatus -eq 'Unknown' -and 'HealthCheck' -in $health[0].Reason -and $health[0].Unavailable['MediaTemperature'] -match 'EIO' -and
            $health[1].HealthDetail -eq 'NonCritical' -and (Get-NvdimmHealth nmem0).HealthDetail -eq 'NonCritical'
    }

    Test-That 'what would be written is shown and not written' {
        $shown = Disable-NvdimmRegion region2 -WhatIf
        $shown.Path -eq '/sys/bus/nd/drivers/nd_region/unbind' -and $shown.Value -eq 'region2' -and (Get-NvdimmRegion region2).Enabled
    }
    Test-That 'a region is disabled and enabled, as ndctl sees it too' {
        Disable-NvdimmRegion region2 -Confirm:$false
        $off = (ndctl list -R -r region2 -i | ConvertFrom-Json).state
        Enable-NvdimmRegion region2 -Confirm:$false
        $off -eq 'disabled' -and -not (ndctl list -R -r region2 | ConvertFrom-Json).state
    }
    Test-That 'a scrub is started, seen and waited for' {
        $before = (Get-NvdimmScrub ndbus0).Count
        $begun = Start-NvdimmScrub ndbus0 -PassThru -Confirm:$false
        $ended = Wait-NvdimmScrub ndbus0 -TimeoutSec 120
        $begun.State -eq 'active' -and $ended.State -eq 'idle' -and $ended.Count -gt $before
    }

    Test-That 'an injected error is listed, becomes a bad block, and is cleared' {
        Add-NvdimmInjectedError namespace1.0 16 -Count 2 -Force -AllowInUse
        $injected = Get-NvdimmInjectedError ndbus0
        nd-settle
        $bad = Get-NvdimmBadBlock -Namespace namespace1.0
        $theirs = ndctl inject-error --status namespace1.0 2>&1 | Out-String
        $done = Clear-NvdimmBadBlock namespace1.0 -Force -AllowInUse -PassThru
        $injected.Length -eq 1024 -and $injected.Namespaces -contains 'namespace1.0' -and $theirs -match '"block":\s*16' -and
            "$($bad.NamespaceSector) $($bad.Count)" -eq '16 2' -and $done.Cleared -eq 1024 -and $done.StillBad -eq 0 -and
            -not (Get-NvdimmBadBlock -Namespace namespace1.0) -and -not (Get-NvdimmInjectedError ndbus0)
    }
    Test-That 'a region is scrubbed by the firmware, and what it found is cleared' {
        Add-NvdimmInjectedError namespace1.0 48 -NoNotify -Force -AllowInUse
        Start-NvdimmScrub -Region region1
        $found = Wait-NvdimmScrub ndbus0 -Firmware -TimeoutSec 60
        $errors = @($found.Errors | Where-Object Namespaces -Contains namespace1.0)
        $done = $errors | Clear-NvdimmBadBlock -Force -AllowInUse -PassThru
        Remove-NvdimmInjectedError namespace1.0 48 -Force -ErrorAction Ignore
        $found.State -eq 'Complete' -and $found.Length -eq (Get-NvdimmRegion region1).Size -and $errors.Count -eq 1 -and $errors[0].Length -eq 512 -and $done.Cleared -eq 512
    }
    Test-That 'an injected error is taken back, and the DSM that ndctl sends sees none' {
        Add-NvdimmInjectedError namespace1.0 32 -NoNotify -Force -AllowInUse
        Get-NvdimmInjectedError ndbus0 | Remove-NvdimmInjectedError -Force
        -not (Get-NvdimmInjectedError ndbus0) -and (ndctl inject-error --status namespace1.0 2>&1 | Out-String) -notmatch '"block"'
    }
    Test-That 'health values are injected and taken back, as ndctl sees them' {
        $before = Get-NvdimmHealth nmem1
        Set-NvdimmSmartInjection nmem1 -MediaTemperature 77 -SparesRemaining 12 -Force
        $theirs = (ndctl list -DH -d nmem1 | ConvertFrom-Json).health
        Clear-NvdimmSmartInjection nmem1 -Force
        $theirs.temperature_celsius -eq 77 -and $theirs.spares_percentage -eq 12 -and (Get-NvdimmHealth nmem1).MediaTemperature -eq 23
    }

    . ./watch-session.ps1

    # What the real kernel said, recorded and replayed on the same machine a moment later.
    . ./trace-session.ps1
    Start-NvdimmTrace /tmp/session.jsonl
    $said = Invoke-TraceSession
    Stop-NvdimmTrace
    $seen = Get-NvdimmDevice | Select-Object * -ExcludeProperty Source, Unavailable | ConvertTo-Json -Depth 4
    $null = New-NvdimmSimulator -Trace /tmp/session.jsonl
    Test-That 'a recorded session replays to the same results' { $said.Count -ge 25 -and -not (Compare-Object $said (Invoke-TraceSession)) }
    Test-That 'the recorded machine has the same DIMMs' { $seen -eq (Get-NvdimmDevice | Select-Object * -ExcludeProperty Source, Unavailable | ConvertTo-Json -Depth 4) }
    Test-That 'no passphrase is in a trace' { -not (Select-String -Path /tmp/session.jsonl -Pattern 5a5a5a5a -Quiet) }
    Remove-NvdimmSimulator

    # The test bus names an interleaved region's last DIMM, at the plain distance; beyond that DIMM's part it contradicts itself.
    Test-That 'a bad block of an interleaved region is on the DIMM that the bus names' {
        $region = Get-NvdimmRegion region0
        4096, 20MB | ForEach-Object { $null = Invoke-NvdimmDsm ArsErrorInject -Bus ndbus0 -Argument @{ Address = $region.Resource + $_; Length = 512; Options = 'NotifyOs' } -Force -AllowInUse }
        Set-Content /sys/bus/nd/devices/ndbus0/nfit/scrub 1 -ErrorAction SilentlyContinue # busy where the notification has started it
        nd-settle
        $found = Get-NvdimmBadBlock region0 | Where-Object { $_.Offset -in 4096, 20MB }
        ($found.DimmMatch -join ' ') -eq 'Exact Candidates' -and ($found[0].Dimms -join ' ') -eq 'nmem1' -and $found[0].DimmPhysicalAddress -eq 4096 -and
            $found[1].Unavailable['DimmPhysicalAddress'] -match 'no part of the region'
    }
    Test-Arrival
    . $PSScriptRoot/sector.ps1
    . ./labels.ps1 -Dimm nmem0, nmem1, nmem2, nmem3
    . ./firmware.ps1
    . ./security.ps1
} else {
    $size = Invoke-NvdimmDsm -Dimm nmem0 -Function GetNamespaceLabelSize
    $size | Format-List | Out-String
    Test-That 'label size by the generic call' { $size.Route -eq 'Call' -and $size.Decoded.LabelAreaSize -eq 131072 -and $size.FirmwareSize -eq 12 }
    Test-That 'both routes give the same answer' { $c = Compare-NvdimmRoute -Dimm nmem0 | Where-Object Function -in 4, 5; @($c | Where-Object Result -eq 'Equal').Count -eq 2 }
    Test-That 'labels cannot be written while a region is enabled' { $e = $null; Invoke-NvdimmDsm -Dimm nmem0 -Function 6 -Argument @{ Offset = 0; Data = '00' } -Force -AllowInUse -ErrorAction SilentlyContinue -ErrorVariable e; $e[0].CategoryInfo.Category -eq 'ResourceBusy' }
    . ./labels.ps1 -Dimm nmem0
    # The corpus that is sent after this knows the labels as they are after a boot: none.
    Get-NvdimmDevice nmem0 | Get-NvdimmRegion | Disable-NvdimmRegion -AllowInUse -Force
    Clear-NvdimmLabel nmem0 -Force -NoBackup
    Get-NvdimmDevice nmem0 | Get-NvdimmRegion | Enable-NvdimmRegion -Force
    Test-That 'a masked function is not sent' { $e = $null; Invoke-NvdimmDsm -Dimm nmem0 -Function 1 -ErrorAction SilentlyContinue -ErrorVariable e; $e[0].FullyQualifiedErrorId -like 'Nvdimm.Dsm.FunctionMasked*' }
}

"cmdlets on $Machine`: $script:passed passed, $script:failed failed, 0 skipped"
exit [int]($script:failed -gt 0)
