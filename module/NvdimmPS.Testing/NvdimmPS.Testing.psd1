@{
    RootModule           = 'NvdimmPS.Testing.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '0b3c5f57-7a0e-4a53-9b0c-3f1f6b8a9d24'
    Author               = 'The NvdimmPS authors'
    CompanyName          = 'The NvdimmPS authors'
    Copyright            = 'Copyright (c) 2026 The NvdimmPS authors. MIT licence.'
    Description          = 'Runbooks for NVDIMMs as Pester tests: operators for Should, fixtures, and what starts a runbook on this machine or on many.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FunctionsToExport    = @(
        'Enter-NvdimmFixture'
        'Exit-NvdimmFixture'
        'Get-NvdimmRunbook'
        'Get-NvdimmSnapshot'
        'Invoke-NvdimmRunbook'
        'Use-NvdimmFixture'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
