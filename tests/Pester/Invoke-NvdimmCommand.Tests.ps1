BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 2x6
}

AfterAll { Remove-NvdimmSimulator }

Describe 'Invoke-NvdimmCommand' {
    It 'sends <Command>' -ForEach @(
        @{ Command = 'smart'; Name = 'GetSmart' }
        @{ Command = 'smart_thresh'; Name = 'GetSmartThreshold' }
        @{ Command = 'flags'; Name = 'GetBlockFlags' }
        @{ Command = 'get_size'; Name = 'GetNamespaceLabelSize' }
        @{ Command = 'SMART'; Name = 'GetSmart' }
    ) {
        $result = Invoke-NvdimmCommand $Command nmem0
        $result.FunctionName | Should -BeExactly $Name
        $result.Route | Should -BeExactly 'Legacy'
        $result.Status | Should -BeExactly 'Success'
    }

    It 'takes named values through the layout, bytes and digits' {
        (Invoke-NvdimmCommand get_data nmem0 -Argument @{ Offset = 0; Length = 16 }).Decoded.Data.Count | Should -Be 16
        (Invoke-NvdimmCommand get_data nmem0 -InputHex 0000000010000000).Decoded.Data.Count | Should -Be 16
        (Invoke-NvdimmCommand get_data nmem0 -InputBytes 0, 0, 0, 0, 16, 0, 0, 0).Decoded.Data.Count | Should -Be 16
    }

    It 'writes labels once the regions are disabled' {
        Assert-Failure (Get-Failure { Invoke-NvdimmCommand set_data nmem0 -Argument @{ Offset = 0; Data = [byte[]] (1, 2, 3, 4) } -Force -AllowInUse }) Nvdimm.Ioctl.EBUSY ResourceBusy nmem0 'region'
        $simulator.DisableRegion('region0')
        (Invoke-NvdimmCommand set_data nmem0 -Argument @{ Offset = 0; Data = '01020304' } -Force -AllowInUse).Status | Should -BeExactly 'Success'
        (Invoke-NvdimmCommand get_data nmem0 -Argument @{ Offset = 0; Length = 4 }).Decoded.Data | Should -Be 1, 2, 3, 4
        $simulator.EnableRegion('region0')
    }

    It 'sends bus commands' {
        $region = Get-NvdimmRegion region0
        (Invoke-NvdimmCommand ars_cap -Bus ndbus0 -Argument @{ Address = $region.Resource; Length = 4096 }).Decoded.ClearErrorUnit | Should -BeGreaterThan 0
        (Get-NvdimmBus | Invoke-NvdimmCommand ars_status).Decoded.ScrubState | Should -BeOfType string
    }

    It 'explains without a device' {
        $explanation = Invoke-NvdimmCommand get_data nmem77 -Argument @{ Offset = 0; Length = 16 } -WhatIf
        $explanation.Command | Should -BeExactly 'get_data'
        $explanation.Route | Should -BeExactly 'Legacy'
        $explanation.Request | Should -BeExactly '0xC00C4E05'
    }

    It 'serves labels on a DIMM of another family' {
        $null = Use-Simulator hyperv
        (Invoke-NvdimmCommand get_size nmem0).Decoded.LabelAreaSize | Should -BeGreaterThan 0
        $script:simulator = Use-Simulator 2x6
    }

    It 'reports <What>' -ForEach @(
        @{ What = 'an unknown command'; Command = { Invoke-NvdimmCommand nope nmem0 }; Id = 'Nvdimm.Command.Unknown'; Category = 'InvalidArgument'; Target = 'nmem0' }
        @{ What = 'a bus command for a DIMM'; Command = { Invoke-NvdimmCommand ars_cap nmem0 }; Id = 'Nvdimm.Command.Unknown'; Category = 'InvalidArgument'; Target = 'nmem0' }
        @{ What = 'the generic call'; Command = { Invoke-NvdimmCommand cmd_call nmem0 }; Id = 'Nvdimm.Command.Unknown'; Category = 'InvalidArgument'; Target = 'nmem0' }
        @{ What = 'no such DIMM'; Command = { Invoke-NvdimmCommand smart nmem99 }; Id = 'Nvdimm.Dimm.NotFound'; Category = 'ObjectNotFound'; Target = 'nmem99' }
        @{ What = 'no such bus'; Command = { Invoke-NvdimmCommand ars_cap -Bus ndbus9 }; Id = 'Nvdimm.Bus.NotFound'; Category = 'ObjectNotFound'; Target = 'ndbus9' }
    ) {
        Assert-Failure (Get-Failure $Command) $Id $Category $Target
    }
}
