BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 2x6
}

AfterAll { Remove-NvdimmSimulator }

Describe 'Get-NvdimmDevice' {
    It 'lists all in the order of their numbers, without a request' {
        (Get-NvdimmDevice).Name | Should -Be (0..11 | ForEach-Object { "nmem$_" })
        $simulator.Transcript | Should -BeNullOrEmpty
    }

    It 'has what identifies a DIMM' {
        $dimm = Get-NvdimmDevice nmem7
        $dimm.Bus | Should -BeExactly 'ndbus0'
        $dimm.Family | Should -BeExactly 'Intel'
        $dimm.Handle | Should -Be 0x1011
        $dimm.Socket | Should -Be 1
        $dimm.Source | Should -BeExactly 'Simulated'
        $dimm.Serial | Should -Not -BeNullOrEmpty
        $dimm.State | Should -BeExactly 'active'
    }

    It 'takes <Given>' -ForEach @(
        @{ Given = 'a name'; Dimm = 'nmem3'; Names = 'nmem3' }
        @{ Given = 'names'; Dimm = 'nmem3', 'nmem1'; Names = 'nmem3', 'nmem1' }
        @{ Given = 'a name in capitals'; Dimm = 'NMEM3'; Names = 'nmem3' }
        @{ Given = 'a number'; Dimm = 3; Names = 'nmem3' }
        @{ Given = 'a number as text'; Dimm = '3'; Names = 'nmem3' }
        @{ Given = 'a node'; Dimm = '/dev/nmem3'; Names = 'nmem3' }
        @{ Given = 'a pattern'; Dimm = 'nmem1*'; Names = 'nmem1', 'nmem10', 'nmem11' }
        @{ Given = 'a range'; Dimm = 'nmem[2-4]'; Names = 'nmem2', 'nmem3', 'nmem4' }
        @{ Given = 'the same one twice'; Dimm = 'nmem3', 3, 'nmem3*'; Names = 'nmem3' }
    ) {
        (Get-NvdimmDevice -Dimm $Dimm).Name | Should -Be $Names
        (Get-NvdimmDevice $Dimm).Name | Should -Be $Names
    }

    It 'takes the pipeline: <Kind>' -ForEach @(
        @{ Kind = 'text and numbers'; Pipe = { 'nmem4', 5 }; Names = 'nmem4', 'nmem5' }
        @{ Kind = 'DIMMs'; Pipe = { Get-NvdimmDevice nmem4, nmem5 }; Names = 'nmem4', 'nmem5' }
        @{ Kind = 'a region'; Pipe = { Get-NvdimmRegion region1 }; Names = 6..11 | ForEach-Object { "nmem$_" } }
        @{ Kind = 'a namespace'; Pipe = { Get-NvdimmNamespace namespace0.0 }; Names = 0..5 | ForEach-Object { "nmem$_" } }
        @{ Kind = 'a bus'; Pipe = { Get-NvdimmBus }; Names = 0..11 | ForEach-Object { "nmem$_" } }
        @{ Kind = 'an answer'; Pipe = { Invoke-NvdimmDsm 1 nmem8 }; Names = 'nmem8' }
        @{ Kind = 'an object with a Name'; Pipe = { [pscustomobject]@{ Name = 'nmem2' } }; Names = 'nmem2' }
        @{ Kind = 'an object with a Dimm'; Pipe = { [pscustomobject]@{ Dimm = 2 } }; Names = 'nmem2' }
        @{ Kind = 'an object with a DeviceId, in hexadecimal'; Pipe = { [pscustomobject]@{ DeviceId = '1011' } }; Names = 'nmem7' }
        @{ Kind = 'an object with an NfitHandle'; Pipe = { [pscustomobject]@{ NfitHandle = 0x1011 } }; Names = 'nmem7' }
    ) {
        (& $Pipe | Get-NvdimmDevice).Name | Should -Be $Names
    }

    It 'takes NFIT handles' {
        (Get-NvdimmDevice -NfitHandle 0x11, '0x1011').Name | Should -Be 'nmem1', 'nmem7'
        Assert-Failure (Get-Failure { Get-NvdimmDevice -NfitHandle 0x99 }) Nvdimm.Dimm.NotFound ObjectNotFound 'NFIT handle 0x99' '0x11 \(nmem1\)'
    }

    It 'filters by bus' {
        (Get-NvdimmDevice nmem1* -Bus ndbus0).Count | Should -Be 3
        Assert-Failure (Get-Failure { Get-NvdimmDevice -Bus ndbus9 }) Nvdimm.Bus.NotFound ObjectNotFound ndbus9 'ndbus0'
    }

    It 'reads every attribute with -Detailed only' {
        (Get-NvdimmDevice nmem0 -Detailed).SubsystemVendor | Should -Be '0x8089'
        (Get-NvdimmDevice nmem0).SubsystemVendor | Should -BeNullOrEmpty
    }

    It 'reports what is not there and goes on' {
        $result = Get-NvdimmDevice nmem99, nmem0, zz* -ErrorVariable failures -ErrorAction SilentlyContinue
        $result.Name | Should -Be 'nmem0'
        $failures.Count | Should -Be 2
        "$($failures[0])" | Should -Be "There is no DIMM 'nmem99'. There are: $((0..11 | ForEach-Object { "nmem$_" }) -join ', ')."
        "$($failures[1])" | Should -Match "^No DIMM matches 'zz\*'\. There are: nmem0"
    }

    It 'stops at the first with -ErrorAction Stop' {
        { Get-NvdimmDevice nmem99, nmem0 -ErrorAction Stop } | Should -Throw "There is no DIMM 'nmem99'*" -ErrorId 'Nvdimm.Dimm.NotFound,NvdimmPS.Shell.Cmdlets.GetNvdimmDeviceCmdlet'
    }

    It 'refuses null rather than listing all' {
        { Get-NvdimmDevice -Dimm $null } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        { Get-NvdimmDevice -Dimm nmem0, $null } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'refuses an object of another machine' {
        $elsewhere = [pscustomobject]@{ PSTypeName = 'Deserialized.NvdimmPS.NvdimmDevice'; Name = 'nmem0'; PSComputerName = 'elsewhere' }
        (Get-Failure { $elsewhere | Get-NvdimmDevice }).Exception.Message | Should -Match 'nmem0 is on elsewhere'
    }
}

Describe 'Get-NvdimmBus' {
    It 'lists buses' {
        $bus = Get-NvdimmBus
        $bus.Name | Should -Be 'ndbus0'
        $bus.Provider | Should -BeExactly 'ACPI.NFIT'
        $bus.Dimms.Count | Should -Be 12
    }

    It 'takes <Bus>' -ForEach @(@{ Bus = 'ndbus0' }, @{ Bus = 'ndctl0' }, @{ Bus = 0 }, @{ Bus = 'ndbus*' }, @{ Bus = '/dev/ndctl0' }) {
        (Get-NvdimmBus $Bus).Name | Should -Be 'ndbus0'
    }

    It 'takes DIMMs, regions and namespaces' {
        (Get-NvdimmDevice nmem0 | Get-NvdimmBus).Name | Should -Be 'ndbus0'
        (Get-NvdimmRegion region0 | Get-NvdimmBus).Name | Should -Be 'ndbus0'
        (Get-NvdimmNamespace namespace0.0 | Get-NvdimmBus).Name | Should -Be 'ndbus0'
    }

    It 'reports what is not there' {
        Assert-Failure (Get-Failure { Get-NvdimmBus ndbus7 }) Nvdimm.Bus.NotFound ObjectNotFound ndbus7 'ndbus0'
    }
}

Describe 'Get-NvdimmRegion' {
    It 'lists regions' {
        (Get-NvdimmRegion).Name | Should -Be 'region0', 'region1'
        (Get-NvdimmRegion 1).Dimms | Should -Be (6..11 | ForEach-Object { "nmem$_" })
        (Get-NvdimmRegion region[0]).Name | Should -Be 'region0'
    }

    It 'takes <Kind>' -ForEach @(
        @{ Kind = 'a DIMM'; Pipe = { Get-NvdimmDevice nmem8 }; Names = 'region1' }
        @{ Kind = 'a namespace'; Pipe = { Get-NvdimmNamespace 0.0 }; Names = 'region0' }
        @{ Kind = 'a bus'; Pipe = { Get-NvdimmBus }; Names = 'region0', 'region1' }
        @{ Kind = 'a name'; Pipe = { 'region1' }; Names = 'region1' }
    ) {
        (& $Pipe | Get-NvdimmRegion).Name | Should -Be $Names
    }

    It 'finds by -Dimm and by -Bus' {
        (Get-NvdimmRegion -Dimm nmem0, nmem7).Name | Should -Be 'region0', 'region1'
        (Get-NvdimmRegion -Bus ndbus0).Name | Should -Be 'region0', 'region1'
        Assert-Failure (Get-Failure { Get-NvdimmRegion -Dimm nmem99 }) Nvdimm.Dimm.NotFound ObjectNotFound nmem99
        Assert-Failure (Get-Failure { Get-NvdimmRegion region9 }) Nvdimm.Region.NotFound ObjectNotFound region9 'region0, region1'
    }
}

Describe 'Get-NvdimmNamespace' {
    It 'lists namespaces' {
        (Get-NvdimmNamespace).Name | Should -Be 'namespace0.0', 'namespace1.0'
        (Get-NvdimmNamespace 1.0).BlockDevice | Should -BeExactly 'pmem1'
        (Get-NvdimmNamespace 0.0, 1.0).Name | Should -Be 'namespace0.0', 'namespace1.0'
        (Get-NvdimmNamespace namespace1*).Mode | Should -BeExactly 'fsdax'
    }

    It 'takes <Kind>' -ForEach @(
        @{ Kind = 'a region'; Pipe = { Get-NvdimmRegion region1 }; Names = 'namespace1.0' }
        @{ Kind = 'a DIMM'; Pipe = { Get-NvdimmDevice nmem3 }; Names = 'namespace0.0' }
        @{ Kind = 'a bus'; Pipe = { Get-NvdimmBus }; Names = 'namespace0.0', 'namespace1.0' }
    ) {
        (& $Pipe | Get-NvdimmNamespace).Name | Should -Be $Names
    }

    It 'finds by -Region, -Dimm and -Bus' {
        (Get-NvdimmNamespace -Region region1).Name | Should -Be 'namespace1.0'
        (Get-NvdimmNamespace -Dimm nmem0).Name | Should -Be 'namespace0.0'
        (Get-NvdimmNamespace -Bus 0).Name | Should -Be 'namespace0.0', 'namespace1.0'
        Assert-Failure (Get-Failure { Get-NvdimmNamespace 9.9 }) Nvdimm.Namespace.NotFound ObjectNotFound namespace9.9
    }

    It 'goes from a DIMM to where it is mounted and back' {
        (Get-NvdimmDevice nmem0 | Get-NvdimmRegion | Get-NvdimmNamespace).MountPoints | Should -Be '/mnt/pmem0'
        (Get-NvdimmNamespace | Where-Object MountPoints -Contains '/mnt/pmem1' | Get-NvdimmRegion | Get-NvdimmDevice).Count | Should -Be 6
    }
}
