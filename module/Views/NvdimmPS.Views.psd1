@{
    ModuleVersion     = '1.0'
    GUID              = '0d2c5a77-96e4-4b0b-8a4f-6f1c8d1f4a35'
    Author            = 'The NvdimmPS authors'
    Copyright         = 'Copyright (c) 2026 The NvdimmPS authors. MIT licence.'
    Description       = 'Types and views of NvdimmPS, which loads them.'
    TypesToProcess    = @('../NvdimmPS.Types.ps1xml')
    FormatsToProcess  = @('../NvdimmPS.Format.ps1xml')
    FunctionsToExport = @()
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
