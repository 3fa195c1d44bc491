BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 2x6
}

AfterAll { Remove-NvdimmSimulator }

Describe 'Compare-NvdimmRoute' {
    It 'finds both spellings equal' {
        $comparisons = Compare-NvdimmRoute nmem0
        $comparisons.Function | Should -Be 1, 2, 3, 4, 5
        $comparisons.Result | Select-Object -Unique | Should -Be 'Equal'
    }

    It 'takes DIMMs from the pipeline' {
        (Get-NvdimmDevice nmem0, nmem1 | Compare-NvdimmRoute).Dimm | Select-Object -Unique | Should -Be 'nmem0', 'nmem1'
        (Compare-NvdimmRoute -Dimm nmem[01]).Count | Should -Be 10
    }

    It 'says where they differ' {
        $null = $simulator.AddFault(@{ Target = 'nmem0'; Function = 3; Garbage = 7; Count = 1 })
        $difference = Compare-NvdimmRoute nmem0 | Where-Object Result -NE Equal
        $difference.FunctionName | Should -BeExactly 'GetBlockFlags'
        $difference.Result | Should -BeExactly 'Different'
        $difference.Reason | Should -Match 'byte 0'
    }

    It 'says which route is missing' {
        $null = Use-Simulator qemu
        $comparison = Compare-NvdimmRoute nmem0 | Where-Object Function -EQ 1
        $comparison.Result | Should -BeExactly 'Unsupported'
        $comparison.Reason | Should -Match 'generic call'
        $script:simulator = Use-Simulator 2x6
    }

    It 'reports a DIMM that is not there and goes on' {
        $result = Compare-NvdimmRoute nmem99, nmem0 -ErrorVariable failure -ErrorAction SilentlyContinue
        $result.Count | Should -Be 5
        Assert-Failure $failure Nvdimm.Dimm.NotFound ObjectNotFound nmem99
    }

    It 'reports a DIMM of a family with one route' {
        $null = Use-Simulator nvdimm-n
        (Get-Failure { Compare-NvdimmRoute nmem0 }).FullyQualifiedErrorId | Should -BeLike 'Nvdimm.Dsm.NoTwoRoutes,*'
        $script:simulator = Use-Simulator 2x6
    }
}
