@{
    RootModule           = 'NvdimmPS.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '5f0f8a3e-6d0c-4b59-9f2d-0a4c7e1b3d62'
    Author               = 'The NvdimmPS authors'
    CompanyName          = 'The NvdimmPS authors'
    Copyright            = 'Copyright (c) 2026 The NvdimmPS authors. MIT licence.'
    Description          = 'Sends ACPI _DSM calls to Linux NVDIMMs through the generic NVDIMM call (ND_CMD_CALL) and the legacy ioctl commands, decodes the answers, explains a call before it is sent, and simulates the kernel''s side so that all of it works without an NVDIMM.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    # In this order: types of another version that is loaded would be thirty errors before a word could be said of it.
    NestedModules        = @('NvdimmPS.OneVersion.psm1', 'NvdimmPS.Views.psd1')
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Add-NvdimmInjectedError'
        'Clear-NvdimmBadBlock'
        'Clear-NvdimmSmartInjection'
        'Compare-NvdimmConfiguration'
        'Compare-NvdimmHealth'
        'Compare-NvdimmInventory'
        'Compare-NvdimmRoute'
        'ConvertFrom-NvdimmDsm'
        'ConvertTo-NdctlJson'
        'ConvertTo-NvdimmDsm'
        'ConvertTo-NvdimmMetric'
        'Disable-NvdimmRegion'
        'Enable-NvdimmRegion'
        'Export-NvdimmConfiguration'
        'Export-NvdimmDsmSchema'
        'Export-NvdimmReport'
        'Get-NvdimmAudit'
        'Get-NvdimmBadBlock'
        'Get-NvdimmBus'
        'Get-NvdimmDevice'
        'Get-NvdimmDsmFunction'
        'Get-NvdimmFindingKind'
        'Get-NvdimmFirmware'
        'Get-NvdimmHealth'
        'Get-NvdimmInfoBlock'
        'Get-NvdimmInjectedError'
        'Get-NvdimmNamespace'
        'Get-NvdimmRegion'
        'Get-NvdimmScrub'
        'Get-NvdimmSimulator'
        'Get-NvdimmThreshold'
        'Get-NvdimmTrace'
        'Import-NvdimmDsmSchema'
        'Invoke-NvdimmCommand'
        'Invoke-NvdimmDsm'
        'Invoke-NvdimmFleet'
        'New-NvdimmSimulator'
        'Register-NvdimmEvent'
        'Remove-NvdimmDsmSchema'
        'Remove-NvdimmInjectedError'
        'Remove-NvdimmSimulator'
        'Repair-NvdimmNamespace'
        'Set-NvdimmSmartInjection'
        'Set-NvdimmThreshold'
        'Start-NvdimmScrub'
        'Start-NvdimmTrace'
        'Stop-NvdimmTrace'
        'Test-NvdimmFirmware'
        'Test-NvdimmHealth'
        'Wait-NvdimmScrub'
        'Watch-NvdimmEvent'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('NVDIMM', 'PMem', 'PersistentMemory', 'Optane', 'NVDIMM-N', 'ACPI', 'DSM', 'NFIT', 'libnvdimm', 'ndctl', 'Hardware', 'Linux', 'PSEdition_Core')
            ReleaseNotes = 'First version: inventory from sysfs, _DSM calls by both routes with decoding, -WhatIf explanations, a simulator, and traces that are recorded and replayed. See CHANGELOG.md.'
        }
    }
}
