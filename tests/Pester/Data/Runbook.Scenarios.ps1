# What each runbook promises to find: broken on purpose, found, mended, gone. -Parameter is asked for before anything breaks.
function Add-BadBlock {
    $null = Invoke-NvdimmDsm ArsErrorInject -Bus ndbus0 -Argument @{ Address = (Get-NvdimmRegion region0).Resource + 64GB; Length = 1024; Options = 'NotifyOs' } -Force -AllowInUse
}

function Clear-BadBlock {
    $where = @{ Address = (Get-NvdimmRegion region0).Resource + 64GB; Length = 1024 }
    $null = Invoke-NvdimmDsm ArsErrorInjectClear -Bus ndbus0 -Argument $where -Force -AllowInUse
    $null = Invoke-NvdimmCommand clear_error -Bus ndbus0 -Argument $where -Force -AllowInUse
}

# An image that waits for a restart.
function Add-StagedFirmware([string] $Dimm) {
    $context = (Invoke-NvdimmDsm StartFirmwareUpdate $Dimm -Force -AllowInUse).Decoded.Context
    $null = Invoke-NvdimmDsm SendFirmwareUpdateData $Dimm -Argument @{ Context = $context; Offset = 0; Data = [byte[]]::new(64) } -Force -AllowInUse
    $null = Invoke-NvdimmDsm FinishFirmwareUpdate $Dimm -Argument @{ Context = $context } -Force -AllowInUse
    while (-not (Invoke-NvdimmDsm QueryFinishFirmwareUpdateStatus $Dimm -Argument @{ Context = $context } -ErrorAction Ignore)) {
        Start-Sleep -Milliseconds 100
    }
}

# A snapshot with one property of a DIMM changed: what a machine was like that this one is not.
function Get-OtherSnapshot([string] $Dimm, [hashtable] $Change) {
    $file = New-TemporaryFile
    Get-NvdimmSnapshot | Export-Clixml $file
    $snapshot = Import-Clixml $file
    Remove-Item $file
    foreach ($item in $snapshot.Device + $snapshot.Health | Where-Object { $Dimm -in $_.Name, $_.Dimm }) {
        $Change.Keys | Where-Object { $item.PSObject.Properties[$_] } | ForEach-Object { $item.$_ = $Change[$_] }
    }
    $snapshot
}

$script:scenarios = @(
    # The first, so that the log of this process is the one that is named here.
    @{
        Name      = 'DecommissionDimm, another DIMM and one that is in use'; Runbook = 'DecommissionDimm'; Topology = '1x4'
        Parameter = {
            $folder = Split-Path $Output
            $env:NVDIMMPS_AUDIT_SETTINGS = Join-Path $folder decommission.json
            ConvertTo-Json @{ path = (Join-Path $folder decommission.jsonl); journal = $false; simulated = $true } | Set-Content $env:NVDIMMPS_AUDIT_SETTINGS
            @{ Dimm = 'nmem3'; Serial = '0x0badcafe'; Erase = $true; Labels = (Join-Path $folder decommissioned) }
        }
        Break     = { }
        Mend      = { $_.DisableRegion('region0') }
        Mended    = { @{ Dimm = 'nmem3'; Serial = (Get-NvdimmDevice nmem3).Serial; Erase = $true; Labels = (Join-Path (Split-Path $Output) decommissioned) } }
        Expect    = @(
            @{ Test = 'is the one that was named'; Says = '0x0badcafe', 'Remedy: Compare' }
            @{ Test = 'has namespace0.0, which is not mounted'; Says = 'is mounted at /mnt/pmem0' }
            @{ Test = 'is in region0'; Says = 'region0 is in use' }
        )
    }
    @{
        Name   = 'DailyHealth, sick DIMMs'; Runbook = 'DailyHealth'; Topology = '1x4'
        Break  = {
            $_.Dimm('nmem0').Locked = $true
            $null = $_.AddFault(@{ Target = 'nmem1'; Function = 1; Errno = 'EIO' })
            $_.Dimm('nmem2').NotArmed = $true
            $_.Dimm('nmem3').MediaTemperature = 90
            Add-BadBlock
        }
        Mend   = {
            # A passphrase stays set on one that was locked, so the others get one too.
            foreach ($dimm in $_.Dimms) { $dimm.Locked = $true; $dimm.Locked = $false }
            $_.ClearFaults()
            $_.Dimm('nmem2').NotArmed = $false
            $_.Dimm('nmem3').MediaTemperature = 35
            Clear-BadBlock
        }
        Expect = @(
            @{ Test = 'nmem0 is healthy'; Says = 'simulator 1x4, NV1040 Warning nmem0: it is locked', 'Remedy: Unlock it' }
            @{ Test = 'nmem1 is healthy'; Says = 'NV1092 Warning nmem1: .*EIO', 'Remedy: Try again' }
            @{ Test = 'nmem2 is healthy'; Says = 'NV1015 Critical nmem2: it is not armed.*not_armed', 'Remedy: Copy its data' }
            @{ Test = 'nmem3 is healthy'; Says = 'NV1002 Warning nmem3: .*media 90 .C', 'Remedy: Check fans' }
            @{ Test = 'has whole regions'; Says = 'NV2003 Critical region0: .*nmem2 is unhealthy', 'NV2004 Critical region0: .*2 of 512 bytes', 'NV2002 Warning machine', 'Remedy: Find the files' }
        )
    }
    @{
        Name      = 'BeforeFirmwareUpdate, DIMMs that are not ready'; Runbook = 'BeforeFirmwareUpdate'; Topology = '1x4'
        Parameter = { @{ Version = (Get-NvdimmFirmware nmem0).RunningVersion } }
        Break     = {
            $_.Dimm('nmem0').Locked = $true
            $_.Dimm('nmem1').SparesRemaining = 3
            Add-StagedFirmware nmem2
            Add-StagedFirmware nmem3
            $_.Dimm('nmem3').PowerLoss()
            $_.Bus('ndbus0').Scrubbing = $true
        }
        Mend      = { $null = Enter-NvdimmFixture 1x4 }
        Expect    = @(
            @{ Test = 'are healthy'; Says = 'NV1001 Warning nmem1: .*spares 3 %', 'NV1040 Warning nmem0', 'Remedy: Plan a replacement' }
            @{ Test = 'are unlocked'; Says = 'NV1040 nmem0: it is locked', 'Remedy: Unlock it' }
            @{ Test = 'are not being scrubbed'; Says = 'ndbus0: a scrub runs', 'Get-NvdimmScrub' }
            @{ Test = 'has nothing staged'; Says = 'nmem2: \S+ is staged already, \S+ runs', 'Remedy: Restart or activate' }
            @{ Test = 'is the same on all'; Says = 'RunningVersion differs', 'nmem0, .*nmem1, .*nmem2; .*nmem3', 'Remedy' }
            @{ Test = 'is a version'; Says = 'nmem3: firmware \S+ runs', 'Remedy: Update it to 01.02.00.5447' }
        )
    }
    @{
        Name      = 'FirmwareRollout, a DIMM that fails in the second wave'; Runbook = 'FirmwareRollout'; Topology = '1x4'
        Parameter = {
            $image = (New-TemporaryFile).FullName
            [System.IO.File]::WriteAllBytes($image, [byte[]]::new(100KB))
            @{ Path = $image; Apply = $true; Canary = 'nmem1'; WaveSize = 1; UpdateOption = @{ AllowUnknownImage = $true } }
        }
        Break     = { $null = $_.AddFault(@{ Target = 'nmem2'; Function = 15; Errno = 'EIO'; Count = 1 }) }
        Mend      = { $_.ClearFaults() }
        # The first wave is nmem0; nmem3 is not begun.
        Expect    = @(@{ Test = 'simulator 1x4, nmem2 has the firmware'; Says = 'nmem2: the update failed at the step Finish: .*EIO', 'Remedy: ' })
        NotBegun  = @('simulator 1x4, nmem3 has the firmware')
    }
    @{
        Name      = 'FirmwareRollout, only looked at'; Runbook = 'FirmwareRollout'; Topology = '1x2'
        Parameter = {
            $image = (New-TemporaryFile).FullName
            [System.IO.File]::WriteAllBytes($image, [byte[]]::new(100KB))
            @{ Path = $image; UpdateOption = @{ AllowUnknownImage = $true } }
        }
        Break     = { $_.Bus('ndbus0').Scrubbing = $true }
        Mend      = { $_.Bus('ndbus0').Scrubbing = $false }
        Expect    = @(
            @{ Test = 'simulator 1x2, nmem0 has the firmware'; Says = 'nmem0: ndbus0 is being scrubbed', 'Remedy: Wait for the end with Wait-NvdimmScrub' }
            @{ Test = 'simulator 1x2, nmem1 has the firmware'; Says = 'nmem1: ndbus0 is being scrubbed' }
        )
    }
    @{
        Name     = 'BeforeFirmwareUpdate, DIMMs without the functions'; Runbook = 'BeforeFirmwareUpdate'; Topology = '1x2:hpe1'
        Break    = { }
        Mend     = { $null = Enter-NvdimmFixture 1x2 }
        Expect   = @(@{ Test = 'can be updated'; Says = 'nmem0: not every function that an update takes is offered', 'nmem1: ', "platform's own tools" })
    }
    @{
        Name     = 'BeforeFirmwareUpdate, DIMMs that do not tell'; Runbook = 'BeforeFirmwareUpdate'; Topology = '1x2:hpe2'
        Break    = { }
        Mend     = { $null = Enter-NvdimmFixture 1x2 }
        Expect   = @(@{ Test = 'tell their firmware'; Says = 'nmem0 does not say which firmware it runs', "platform's own tools" })
    }
    @{
        Name      = 'AfterPowerLoss, what was lost'; Runbook = 'AfterPowerLoss'; Topology = '1x4'
        Parameter = { @{ Before = Get-OtherSnapshot nmem3 @{ UniqueId = '8089-a2-1849-0badcafe' } } }
        Break     = {
            $_.Dimm('nmem1').PowerLoss($false)
            $_.Dimm('nmem2').NotArmed = $true
            $_.Dimm('nmem0').MediaTemperature = 90
            Add-BadBlock
        }
        Mend      = { $null = Enter-NvdimmFixture 1x4 }
        Mended    = { @{ Before = Get-NvdimmSnapshot } }
        Expect    = @(
            @{ Test = 'are all there'; Says = 'NV2006 Critical nmem3: .*8089-a2-1849-0badcafe', 'NV1507 Warning nmem1: .*1 more than', 'Remedy: Reseat or replace' }
            @{ Test = 'were shut down cleanly'; Says = 'NV1010 Warning nmem1: .*last shutdown Dirty', "Remedy: Check the applications' data" }
            @{ Test = 'are armed'; Says = 'NV1015 Critical nmem2', 'Remedy: Copy its data' }
            @{ Test = 'are healthy otherwise'; Says = 'NV1002 Warning nmem0', 'Remedy: Check fans' }
            @{ Test = 'are whole'; Says = 'NV2003 Critical region0: .*nmem2 is unhealthy', 'Remedy' }
            @{ Test = 'can be read everywhere'; Says = 'NV2004 nmem0, region0: 2 blocks cannot be read, .*/dev/pmem0 sector', 'Remedy: Find the files' }
        )
    }
    @{
        Name     = 'AfterPowerLoss, an NVDIMM-N that could not save'; Runbook = 'AfterPowerLoss'; Topology = '1x2:msft'
        Break    = { $_.Dimm('nmem1').EnergySource.Fail(); $_.Dimm('nmem1').PowerLoss() }
        Mend     = {
            $_.Dimm('nmem1').EnergySource.Replace()
            $null = $_.Dimm('nmem1').NvdimmN.Arm()
            $_.Dimm('nmem1').PowerLoss()
        }
        Expect   = @(
            @{ Test = 'were shut down cleanly'; Says = 'NV1011 Critical nmem1: .*last save Failed', 'Remedy: Restore its data' }
            @{ Test = 'are armed'; Says = 'NV1015 Critical nmem1' }
            @{ Test = 'have an energy source'; Says = 'NV1020 Critical nmem1: .*energy source Failed', 'Remedy: Check the energy source' }
            @{ Test = 'are whole'; Says = 'NV2003 Critical region1: .*nmem1 is unhealthy' }
        )
    }
    @{
        Name      = 'ReplaceDimm, before it is pulled'; Runbook = 'ReplaceDimm'; Topology = '1x4'
        Parameter = { @{ Dimm = 'nmem3'; Phase = 'Before' } }
        Break     = { $_.Dimm('nmem1').HealthState = 'Critical' }
        Mend      = { $_.Dimm('nmem1').HealthState = 'Normal'; $_.DisableRegion('region0') }
        Expect    = @(
            @{ Test = 'has namespace0.0 (fsdax pmem0)'; Says = 'namespace0.0 \(fsdax, /dev/pmem0, on nmem0 .*nmem3\) is mounted at /mnt/pmem0', "Remedy: .*'umount /mnt/pmem0'" }
            @{ Test = 'is in region0'; Says = 'region0 is in use \(namespaces namespace0.0\)', "Remedy: .*'Disable-NvdimmRegion region0'" }
            @{ Test = 'has no ill neighbour'; Says = 'NV1007 Critical nmem1', 'Remedy: Move the data away' }
        )
    }
    @{
        Name      = 'ReplaceDimm, the wrong one was pulled'; Runbook = 'ReplaceDimm'; Topology = '1x4'
        Parameter = { @{ Dimm = 'nmem3'; Phase = 'After'; Before = Get-NvdimmSnapshot } }
        Break     = { $_.Dimm('nmem3').HealthState = 'NonCritical' }
        Mend      = { $_.Dimm('nmem3').HealthState = 'Normal' }
        Mended    = { @{ Dimm = 'nmem3'; Phase = 'After'; Before = Get-OtherSnapshot nmem3 @{ UniqueId = '8089-a2-1849-0badcafe' } } }
        Expect    = @(
            @{ Test = 'is another one: 8089-a2-1849-000012f7 is gone'; Says = 'nmem3, serial 0x000012f7, is the one that was to be replaced' }
            @{ Test = 'is healthy'; Says = 'NV1006 Warning nmem3', 'Remedy: See its alarms' }
        )
    }
    @{
        Name      = 'ReplaceDimm, another model in the wrong place'; Runbook = 'ReplaceDimm'; Topology = '1x4'
        Parameter = {
            $before = Get-OtherSnapshot nmem3 @{ UniqueId = '8089-a2-1849-0badcafe'; Vendor = '0x0999' }
            $before.Region[0].Dimms = @($before.Region[0].Dimms) + 'nmem4'
            @{ Dimm = '8089-a2-1849-0badcafe'; Phase = 'After'; Before = $before }
        }
        Break     = { $_.Dimm('nmem3').Locked = $true; Add-StagedFirmware nmem3; $_.Dimm('nmem3').PowerLoss() }
        Mend      = { $null = Enter-NvdimmFixture 1x4 }
        Mended    = { @{ Dimm = 'nmem3'; Phase = 'After'; Before = Get-OtherSnapshot nmem3 @{ UniqueId = '8089-a2-1849-0badcafe' } } }
        Expect    = @(
            @{ Test = 'is of the same model'; Says = 'Vendor differs', '0x0999: nmem3; 0x8089: simulator 1x4 nmem3', 'Remedy' }
            @{ Test = 'is healthy'; Says = 'NV1040 Warning nmem3' }
            @{ Test = 'runs the firmware of the others'; Says = 'FirmwareVersion differs', '5448: .*nmem3' }
            @{ Test = 'is unlocked'; Says = 'NV1040 nmem3: it is locked', 'Remedy: Unlock it' }
            @{ Test = 'makes its regions whole again'; Says = 'region0 had nmem0 nmem1 nmem2 nmem3 nmem4: set up the interleave set' }
        )
    }
    @{
        Name     = 'RepairBadBlock, blocks of a mounted file system'; Runbook = 'RepairBadBlock'; Topology = '1x4'
        Break    = { $_.Bus('ndbus0').Scrubbing = $true; Add-BadBlock; $_.Dimm('nmem1').HealthState = 'Fatal' }
        Mend     = { $_.Bus('ndbus0').Scrubbing = $false; $_.Dimm('nmem1').HealthState = 'Normal' }
        Mended   = { @{ Clear = $true; AllowInUse = $true } }
        Expect   = @(
            @{ Test = 'is not being scrubbed'; Says = 'ndbus0: a scrub runs' }
            @{ Test = 'has DIMMs that hold'; Says = 'NV1008 Critical nmem1' }
            @{ Test = 'is in a namespace that nothing uses'; Says = 'namespace0.0 .* is mounted at /mnt/pmem0' }
            @{ Test = 'is cleared'; Says = '/dev/pmem0 sector', 'Remedy: Find the files there' }
        )
    }
    @{
        Name      = 'ReplaceDimm, its labels are not those that were saved'; Runbook = 'ReplaceDimm'; Topology = 'qemu-labelled'
        Parameter = {
            $script:labels = Join-Path (Split-Path $Output) "labels-saved"
            $null = Export-NvdimmLabel $labels -Dimm nmem0 -Force
            Get-NvdimmRegion | Disable-NvdimmRegion -AllowInUse -Force
            @{ Dimm = 'nmem0'; Phase = 'Before'; Labels = $labels }
        }
        Break     = { $bytes = $_.Dimm('nmem0').Labels; $bytes[8000] = 1; $_.Dimm('nmem0').Labels = $bytes }
        Mend      = { $null = Export-NvdimmLabel $labels -Dimm nmem0 -Force }
        Expect    = @(
            @{ Test = 'are those that are saved in'; Says = 'have changed since', 'Remedy: Export-NvdimmLabel .* -Force' }
        )
    }
    @{
        Name      = 'ReplaceDimm, another DIMM is in the place of the one that was to come back'; Runbook = 'ReplaceDimm'; Topology = 'qemu-labelled'
        Parameter = {
            $script:labels = Join-Path (Split-Path $Output) "labels-other"
            $null = Export-NvdimmLabel $labels -Dimm nmem0 -Force
            @{ Dimm = 'nmem1'; Phase = 'Back'; Labels = $labels }
        }
        Break     = { }
        Mend      = { }
        Mended    = { @{ Dimm = 'nmem0'; Phase = 'Back'; Labels = $labels } }
        Expect    = @(
            @{ Test = 'is the one that the labels in'; Says = 'nmem1 is 8680-57341200, and the labels are of 8680-56341200', 'Remedy: Put that DIMM into this place' }
        )
    }
    @{
        Name      = 'ReplaceDimm, it is back and its labels are not'; Runbook = 'ReplaceDimm'; Topology = 'qemu-labelled'
        Parameter = {
            $script:labels = Join-Path (Split-Path $Output) "labels-back"
            $null = Export-NvdimmLabel $labels -Dimm nmem0 -Force
            $before = Get-NvdimmSnapshot
            @{ Dimm = '8680-56341200'; Phase = 'Back'; Labels = $labels; Before = $before }
        }
        Break     = { Get-NvdimmRegion | Disable-NvdimmRegion -AllowInUse -Force; $_.Dimm('nmem0').Labels = [byte[]]::new(128KB) }
        Mend      = { Import-NvdimmLabel $labels -Force -InformationAction Ignore; Get-NvdimmRegion | Enable-NvdimmRegion -Force }
        Expect    = @(
            @{ Test = 'has these labels again'; Says = 'they are others', 'Remedy: Disable its regions, then Import-NvdimmLabel .* -Dimm nmem0' }
            @{ Test = 'brings its regions and namespaces back'; Says = 'region1 had these namespaces', 'Remedy: Enable-NvdimmRegion region1' }
        )
    }
    @{
        Name     = 'FleetConsistency, DIMMs that differ'; Runbook = 'FleetConsistency'; Topology = '1x4'
        Break    = { $_.Dimm('nmem2').Locked = $true; Add-StagedFirmware nmem3; $_.Dimm('nmem3').PowerLoss() }
        Mend     = { $null = Enter-NvdimmFixture 1x4 }
        Expect   = @(
            @{ Test = 'has one firmware a model'; Says = 'Firmware differs. 01.02.00.5447: simulator 1x4 nmem0, .*; 01.02.00.5448: simulator 1x4 nmem3', 'Remedy' }
            @{ Test = 'has one security state a model'; Says = 'Security differs', 'locked: simulator 1x4 nmem2', 'Remedy' }
        )
    }
)
