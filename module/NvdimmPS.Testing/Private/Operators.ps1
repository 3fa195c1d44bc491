# Whether there is a Pester that runbooks and operators can be run by; loads it.
function Import-Pester {
    if (-not (Get-Module Pester | Where-Object { $_.Version.Major -ge 5 })) {
        Import-Module Pester -MinimumVersion 5.0 -Global -ErrorAction Ignore
    }
    [bool] (Get-Module Pester | Where-Object { $_.Version.Major -ge 5 })
}

# Pester has room for six operators beside its own (an engine has 32 parameter sets a command), so there are few, with options.
function Register-Operator {
    Add-ShouldOperator -Name BeNvdimmHealthy -Test ${function:Test-HealthyOperator} -SupportsArrayInput
    Add-ShouldOperator -Name BeNvdimm -Test ${function:Test-StateOperator} -SupportsArrayInput
    Add-ShouldOperator -Name HaveNvdimmFirmware -Test ${function:Test-FirmwareOperator} -SupportsArrayInput
    Add-ShouldOperator -Name HaveNoBadBlock -Test ${function:Test-BadBlockOperator} -SupportsArrayInput
    Add-ShouldOperator -Name BeAlikeNvdimm -Test ${function:Test-AlikeOperator} -SupportsArrayInput
}

# Should -BeNvdimmHealthy: no finding of a warning or worse that nobody muted.
function Test-HealthyOperator($ActualValue, [switch] $AllowWarning, [string] $Policy, [System.Collections.IDictionary] $Limit, [object[]] $Baseline, [string[]] $IgnoreId, [string[]] $OnlyId, [switch] $Negate, [string] $Because) {
    $items = @($ActualValue | Where-Object { $null -ne $_ })
    Assert-ItemKind $items Health, Snapshot BeNvdimmHealthy 'Get-NvdimmHealth or Get-NvdimmSnapshot'
    if ($Policy -and $Limit) {
        throw (New-TestingError Operator.Argument InvalidArgument Limit 'Should -BeNvdimmHealthy takes -Policy or -Limit: a policy has limits of its own.' 'Leave one of them out.')
    }
    $file = $Limit ? (Export-LimitPolicy $Limit) : $Policy
    try {
        $problems = foreach ($item in $items) {
            if ($item.PSObject.Properties['Failure'] -and $item.Failure) {
                Get-FailureProblem $item
                continue
            }
            Get-ItemFinding $item $file $Baseline |
                Where-Object { -not $_.Muted -and $_.Severity -ne 'Information' -and -not ($AllowWarning -and $_.Severity -eq 'Warning') } |
                Where-Object { -not (Test-Pattern $_.Id $IgnoreId) -and (-not $OnlyId -or (Test-Pattern $_.Id $OnlyId)) } |
                ForEach-Object { Get-FindingProblem $item $_ }
        }
    } finally {
        if ($Limit) { Remove-Item (Split-Path $file) -Recurse }
    }
    Resolve-Operator $items @($problems) 'be healthy' $Because $Negate
}

# Should -BeNvdimm: one state, or several of the same kind of object.
function Test-StateOperator($ActualValue, [string[]] $State, [switch] $Negate, [string] $Because) {
    $items = @($ActualValue | Where-Object { $null -ne $_ })
    $problems = foreach ($name in $State) {
        $known = $states[$name]
        if (-not $known) {
            throw (New-TestingError Operator.State InvalidArgument $name "Should -BeNvdimm does not know '$name'. It knows $($states.Keys -join ', ')." 'Use one of those.')
        }
        Assert-ItemKind $items $known.Kind "BeNvdimm $name" $known.Source
        $items | ForEach-Object { & $known.Test $_ }
    }
    Resolve-Operator $items @($problems) "be $($State -join ' and ')" $Because $Negate
}

# Should -HaveNvdimmFirmware: one of these versions runs.
function Test-FirmwareOperator($ActualValue, [string[]] $Version, [switch] $Negate, [string] $Because) {
    $items = @($ActualValue | Where-Object { $null -ne $_ })
    Assert-ItemKind $items Firmware, Health HaveNvdimmFirmware 'Get-NvdimmFirmware or Get-NvdimmHealth -Firmware'
    $problems = foreach ($item in $items) {
        $property = $item.PSObject.Properties['RunningVersion'] ? 'RunningVersion' : 'FirmwareVersion'
        if (-not $item.$property) { ConvertTo-Unknown $item 'which firmware runs' $property }
        elseif ($item.$property -notin $Version) { ConvertTo-Problem $item "$($item.Dimm): firmware $($item.$property) runs." "Update it to $($Version -join ' or ')." }
    }
    Resolve-Operator $items @($problems) "have firmware $($Version -join ' or ')" $Because $Negate
}

# Should -HaveNoBadBlock: of regions, what they count; of Get-NvdimmBadBlock, nothing.
function Test-BadBlockOperator($ActualValue, [switch] $Negate, [string] $Because) {
    $items = @($ActualValue | Where-Object { $null -ne $_ })
    if ($items) {
        Assert-ItemKind $items Region, BadBlock HaveNoBadBlock 'Get-NvdimmRegion or Get-NvdimmBadBlock'
    }
    $remedy = 'Find the files there and restore them from a backup; writing to a block clears it.'
    $problems = foreach ($item in $items) {
        if ((Get-ItemKind $item) -eq 'BadBlock') {
            $device = $item.BlockDevice ? "/dev/$($item.BlockDevice) sector $($item.BlockDeviceSector)" : ($item.Namespace ? $item.Namespace : 'no namespace')
            ConvertTo-Problem $item "NV2004 $($item.Dimms -join ' '), $($item.Region): $($item.Count) blocks cannot be read, from $($item.Sector) on ($device)." $remedy
        } elseif ($null -eq $item.BadBlockCount) {
            ConvertTo-Unknown $item 'how many blocks are bad' BadBlockCount
        } elseif ($item.BadBlockCount) {
            ConvertTo-Problem $item "NV2004 $($item.Name) on $($item.Dimms -join ' '): $($item.BadBlockCount) blocks cannot be read." $remedy
        }
    }
    Resolve-Operator $items @($problems) 'have no bad block' $Because $Negate
}

# Should -BeAlikeNvdimm: within a kind, properties have one value.
function Test-AlikeOperator($ActualValue, [string[]] $Property, [string[]] $By, [switch] $Negate, [string] $Because) {
    $items = @($ActualValue | Where-Object { $null -ne $_ })
    if (-not $items) {
        throw (New-TestingError Operator.NoInput InvalidArgument BeAlikeNvdimm 'Should -BeAlikeNvdimm was given nothing to compare.' 'Pipe in what is to be alike.')
    }
    $missing = $Property | Where-Object { -not $items[0].PSObject.Properties[$_] }
    if (-not $Property -or $missing) {
        throw (New-TestingError Operator.Property InvalidArgument Property "Should -BeAlikeNvdimm -Property: $($missing ? "there is no '$missing'" : 'nothing was named') to compare." 'Name properties that the objects have.')
    }
    $keys = $By ? $By : ('Family', 'Vendor', 'Device', 'Revision' | Where-Object { $items[0].PSObject.Properties[$_] })
    $problems = foreach ($kind in $items | Group-Object { $item = $_; @($keys | ForEach-Object { "$($item.$_)" }) -join ' ' }) {
        foreach ($name in $Property) {
            $groups = @($kind.Group | Group-Object { $null -eq $_.$name ? 'not known' : @($_.$name) -join ' ' } | Sort-Object Count -Descending)
            if ($groups.Count -gt 1) {
                $values = $groups | ForEach-Object { "$($_.Name): $(@($_.Group | ForEach-Object { Get-ItemPlace $_ }) -join ', ')" }
                [pscustomobject] @{ Where = $kind.Name; Evidence = "$name differs. $($values -join '; ')."; Remedy = 'Find out which is meant, and bring the others to it.' }
            }
        }
    }
    Resolve-Operator $items @($problems) "be alike in $($Property -join ' and ')" $Because $Negate
}
