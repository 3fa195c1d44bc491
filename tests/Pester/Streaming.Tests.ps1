BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'The pipeline' {
    BeforeEach { $null = New-NvdimmSimulator -Topology 2x6 -Force }
    AfterAll { Remove-NvdimmSimulator }

    It '<Command> gives each DIMM before it asks the next one' -ForEach @(
        @{ Command = 'Get-NvdimmHealth' }, @{ Command = 'Get-NvdimmThreshold' }, @{ Command = 'Get-NvdimmFirmware' }
        @{ Command = 'Get-NvdimmLabel' }, @{ Command = 'Invoke-NvdimmDsm -Dimm * -Function 1' }
    ) {
        $asked = [ordered] @{}
        & ([scriptblock]::Create($Command)) | ForEach-Object { $asked[$_.Dimm] = @((Get-NvdimmSimulator).Transcript.Target | Sort-Object -Unique).Count }
        $asked.Values | Should -Be (1..12)
    }

    It 'asks one DIMM where one is wanted' {
        $null = Get-NvdimmHealth | Select-Object -First 1
        (Get-NvdimmSimulator).Transcript.Target | Sort-Object -Unique | Should -Be nmem0
    }
}
