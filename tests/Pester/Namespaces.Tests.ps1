# Namespaces on the module's own simulator, as people type it.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator qemu-labelled
}

AfterAll { Remove-NvdimmSimulator }

Describe 'Namespaces' {
    It 'is made as <Mode> with a size written <Size>, seen and removed' -ForEach @(
        @{ Mode = 'Raw'; Size = '32M' }, @{ Mode = 'Sector'; Size = 32MB }, @{ Mode = 'FsDax'; Size = '32MiB' }, @{ Mode = 'DevDax'; Size = '0x2000000' }
    ) {
        $free = (Get-NvdimmRegion region1).AvailableSize
        $made = New-NvdimmNamespace region1 -Mode $Mode -Size $Size -Name "my $Mode"
        $made.Mode | Should -Be $Mode
        $made.RawSize | Should -Be 32MB
        (Get-NvdimmNamespace $made.Name).AlternateName | Should -BeExactly "my $Mode"
        (Get-NvdimmRegion region1).AvailableSize | Should -Be ($free - 32MB)
        $made | Remove-NvdimmNamespace -Force -AllowInUse
        Get-NvdimmNamespace $made.Name -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        (Get-NvdimmRegion region1).AvailableSize | Should -Be $free
    }

    It 'says why not, and what would do' {
        $test = Test-NvdimmNamespace -Region region1 -Size 33MB
        $test.Possible | Should -BeFalse
        $test.Findings.Id | Should -Contain NV1257
        { New-NvdimmNamespace region1 -Size 33MB -ErrorAction Stop } | Should -Throw -ErrorId 'Nvdimm.Namespace.NV1257,*'
        Test-NvdimmNamespace -Region region1 -Size $test.SmallerSize -Quiet | Should -BeTrue
        Test-NvdimmNamespace -Region region1 -Size $test.LargerSize -Quiet | Should -BeTrue
        ($test | Out-String) | Should -Match 'NV1257'
    }

    It 'takes the recommended command of a finding' {
        $remedy = (Test-NvdimmNamespace -Region region1 -Size 33MB).Findings.Remedy
        $remedy | Should -Match '-Size (\d+)'
        $null = $remedy -match '-Size (\d+)'
        $made = New-NvdimmNamespace region1 -Size $Matches[1]
        $made.RawSize | Should -Be ([ulong] $Matches[1])
        Remove-NvdimmNamespace $made -Force
    }

    It 'shows each write of a plan' {
        $plan = New-NvdimmNamespace region1 -Size 16M -WhatIf
        $plan.Count | Should -BeGreaterThan 5
        $plan[-1].Path | Should -Be '/sys/bus/nd/drivers/nd_pmem/bind'
        (Get-NvdimmNamespace -Region region1).Count | Should -Be 1
    }

    It 'is disabled, renamed, changed and enabled by the pipeline' {
        $space = Get-NvdimmNamespace namespace1.0
        ($space | Disable-NvdimmNamespace -PassThru).Enabled | Should -BeFalse
        ($space | Enable-NvdimmNamespace -PassThru).BlockDevice | Should -Be pmem1
        ($space | Set-NvdimmNamespace -Name other -Force -PassThru).AlternateName | Should -Be other
        ($space | Set-NvdimmNamespace -Mode Sector -Force -PassThru).Mode | Should -Be sector
    }

    It 'completes regions, modes and alignments' {
        (TabExpansion2 'New-NvdimmNamespace -Region reg').CompletionMatches.CompletionText | Should -Be region0, region1
        (TabExpansion2 'New-NvdimmNamespace -Mode ').CompletionMatches.CompletionText | Should -Be DevDax, FsDax, Raw, Sector
        (TabExpansion2 'New-NvdimmNamespace -Alignment ').CompletionMatches.CompletionText | Should -Contain 2097152
        (TabExpansion2 'New-NvdimmNamespace -SectorSize ').CompletionMatches.CompletionText | Should -Contain 4096
        (TabExpansion2 'Remove-NvdimmNamespace namespace').CompletionMatches.CompletionText | Should -Be (Get-NvdimmNamespace).Name
    }

    It 'removes all and no seed' {
        Remove-NvdimmNamespace * -Force
        Get-NvdimmNamespace | Should -BeNullOrEmpty
        (Get-NvdimmRegion).ForEach({ $_.AvailableSize -eq $_.Size }) | Should -Not -Contain $false
        { Remove-NvdimmNamespace namespace1.0 -Force -ErrorAction Stop } | Should -Throw -ErrorId 'Nvdimm.Namespace.NV1269,*'
    }
}
