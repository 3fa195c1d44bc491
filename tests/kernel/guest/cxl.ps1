# In the guest: persistent CXL memory, whose regions and DIMMs go the way of NVDIMMs.
$ErrorActionPreference = 'Stop'
Import-Module ./NvdimmPS
. ./test-that.ps1

$null = cxl create-region -t pmem -d decoder0.0 -m mem0 2>&1
$dimm = Get-NvdimmRegion | ForEach-Object { $_.Dimms[0] }

Test-That 'the bus is CXL, and its DIMMs have no functions' {
    (Get-NvdimmBus).Provider -eq 'CXL' -and @(Get-NvdimmDevice).Count -eq 2 -and -not (Get-NvdimmDevice $dimm).Family
}
Test-That 'a _DSM call is refused before it is sent, with the mailbox named' {
    $e = $null
    Invoke-NvdimmDsm 1 $dimm -ErrorAction SilentlyContinue -ErrorVariable e
    $e.Count -eq 1 -and "$e" -match 'CXL'
}
. ./labels.ps1 -Dimm $dimm -Versions 1.1 -Short

foreach ($mode in 'Raw', 'Sector', 'FsDax', 'DevDax') {
    Test-That "a namespace of mode $mode is as ndctl sees it, and goes again" {
        $made = New-NvdimmNamespace -Mode $mode -Size 64MB -Name "cxl-$mode" -Force -PassThru
        $theirs = ndctl list -N -n $made.Name | ConvertFrom-Json
        Remove-NvdimmNamespace $made.Name -Force -AllowInUse
        $theirs.mode -eq $made.Mode -and [ulong]$theirs.size -eq $made.Size -and $theirs.uuid -eq $made.Uuid -and $theirs.name -eq "cxl-$mode" -and
            -not (Get-NvdimmNamespace | Where-Object Name -EQ $made.Name | Where-Object Enabled)
    }
}
Test-That 'the simulated CXL memory is as the kernel shows the real one' {
    # Of a kernel that shows a DIMM's serial number (6.8 and later) that is there too.
    $shown = {
        $device, $bus, $region, $area = @(Get-NvdimmDevice)[0], (Get-NvdimmBus), @(Get-NvdimmRegion)[0], (Get-NvdimmLabel $dimm)
        "provider $($device.Provider), commands $($device.Commands), bus $($bus.Commands), family $($device.Family), mask $($device.DsmMask), flags $($device.Flags)"
        "label flags $($device.LabelFlags), security $($device.Security), handle $($device.Handle), area $($area.Size), transfer $($area.MaxTransfer)"
        "region $($region.Type) $($region.PersistenceDomain) $($region.NamespaceType) $($region.Alignment) $($region.Size) $($region.DeepFlush) $($region.Mappings.Length)"
        if ((Get-Content /proc/version) -notmatch ' 6\.1\.') { "serial $([bool] $device.Serial), why not: $($device.Unavailable.Keys | Sort-Object)" }
        $e = $null; Invoke-NvdimmDsm 1 $dimm -ErrorAction SilentlyContinue -ErrorVariable e; $e.FullyQualifiedErrorId
    }
    $real = & $shown
    $null = New-NvdimmSimulator cxl -Force
    $made = try { & $shown } finally { Remove-NvdimmSimulator }
    $different = Compare-Object $real $made
    if ($different) { $different | Out-String -Width 300 | Write-Host }
    -not $different
}
"cmdlets on cxl`: $script:passed passed, $script:failed failed, 0 skipped"
exit [int]($script:failed -gt 0)
