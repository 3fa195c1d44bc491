# What Should -BeNvdimm knows. A state holds where its test gives no problem.
$script:states = [ordered] @{
    Reached         = @{
        Kind = 'Snapshot'; Source = 'Get-NvdimmSnapshot'
        Test = { param($Item) if ($Item.Failure) { Get-FailureProblem $Item } }
    }
    Armed           = @{
        Kind = 'Health'; Source = 'Get-NvdimmHealth'
        Test = { param($Item) Test-HealthState $Item 'whether it is armed' Armed @([NvdimmPS.Health.HealthCauses]::NotArmed) }
    }
    CleanlyShutDown = @{
        Kind = 'Health'; Source = 'Get-NvdimmHealth'
        Test = {
            param($Item)
            $causes = [NvdimmPS.Health.HealthCauses]
            Test-HealthState $Item 'how it was shut down' LastShutdown, LastSave ($causes::DirtyShutdown, $causes::SaveFailed, $causes::RestoreFailed, $causes::FlushFailed)
        }
    }
    Unlocked        = @{
        Kind = 'Device'; Source = 'Get-NvdimmDevice'
        Test = {
            param($Item)
            $locked = [NvdimmPS.Health.HealthCauses]::Locked
            if ($Item.Security -eq 'locked') { ConvertTo-Problem $Item "$($locked.Id) $($Item.Name): $($locked.Meaning)." $locked.Remedy }
            elseif (-not $Item.Security) { ConvertTo-Unknown $Item 'whether it is locked' Security }
        }
    }
    Updatable       = @{
        Kind = 'Firmware'; Source = 'Get-NvdimmFirmware'
        Test = {
            param($Item)
            if ($null -eq $Item.CanUpdate) { ConvertTo-Unknown $Item 'whether its firmware can be updated' CanUpdate }
            elseif (-not $Item.CanUpdate) { ConvertTo-Problem $Item "$($Item.Dimm): not every function that an update takes is offered." 'See Get-NvdimmDsmFunction; update it with the platform''s own tools.' }
        }
    }
    Settled         = @{
        Kind = 'Firmware'; Source = 'Get-NvdimmFirmware -Activation'
        Test = {
            param($Item)
            if ($Item.StagedVersion) { ConvertTo-Problem $Item "$($Item.Dimm): $($Item.StagedVersion) is staged already, $($Item.RunningVersion) runs." 'Restart or activate it first, then look again.' }
            if ($Item.ActivationState -and $Item.ActivationState -ne 'Idle') { ConvertTo-Problem $Item "$($Item.Dimm): an activation is under way ($($Item.ActivationState))." 'Wait for its end, then look again.' }
        }
    }
    Unmounted       = @{
        Kind = 'Namespace'; Source = 'Get-NvdimmNamespace'
        Test = {
            param($Item)
            $device = $Item.BlockDevice ? "/dev/$($Item.BlockDevice)" : $Item.DaxDevice
            if (@($Item.MountPoints).Count) { ConvertTo-Problem $Item "$($Item.Name) ($($Item.Mode), $device, on $($Item.Dimms -join ' ')) is mounted at $($Item.MountPoints -join ' ')." "Save what is on it, then 'umount $(@($Item.MountPoints)[0])'." }
            elseif ($Item.BlockDevice -and (Get-MissingReason $Item MountPoints) -ne 'nobody says why') { ConvertTo-Unknown $Item 'where it is mounted' MountPoints }
        }
    }
    Disabled        = @{
        Kind = 'Region'; Source = 'Get-NvdimmRegion'
        Test = {
            param($Item)
            $held = $Item.Namespaces ? $Item.Namespaces -join ' ' : 'none'
            if ($Item.Enabled) { ConvertTo-Problem $Item "$($Item.Name) is in use (namespaces $held), and its contents depend on each of $($Item.Dimms -join ' ')." "Save what is on it, then 'Disable-NvdimmRegion $($Item.Name)'." }
        }
    }
    Idle            = @{
        Kind = 'Bus'; Source = 'Get-NvdimmBus'
        Test = { param($Item) if ($Item.ScrubState -eq 'active') { ConvertTo-Problem $Item "$($Item.Name): a scrub runs." 'Wait for its end (Get-NvdimmScrub).' } }
    }
}
