BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $script:commands = Get-Command -Module NvdimmPS | ForEach-Object { @{ Name = $_.Name; Command = $_ } }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:manifest = Import-PowerShellDataFile (Join-Path $modulePath 'NvdimmPS.psd1')
    $script:module = $modulePath
}

Describe 'The module' {
    It 'has a valid manifest' {
        Test-ModuleManifest (Join-Path $module 'NvdimmPS.psd1') -ErrorAction Stop | Should -Not -BeNullOrEmpty
    }

    It 'exports exactly the cmdlets of its manifest, and nothing else' {
        (Get-Command -Module NvdimmPS).Name | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
        $dll = Import-Module (Join-Path $module 'NvdimmPS.dll') -PassThru -Prefix Raw
        $dll.ExportedCmdlets.Keys | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
        $dll | Remove-Module
    }

    It 'ships its own assemblies, views, types, help, runbooks and the description of its schemas, and nothing else' {
        $expected = 'LICENSE', 'NvdimmPS.Core.dll', 'NvdimmPS.dll', 'NvdimmPS.DsmSchema.json', 'NvdimmPS.Format.ps1xml', 'NvdimmPS.psd1', 'NvdimmPS.Types.ps1xml'
        $folders = 'en-US', 'NvdimmPS.Testing', 'runbooks' | ForEach-Object { Get-ChildItem (Join-Path $repositoryRoot $_) -Recurse -File } |
            ForEach-Object { [System.IO.Path]::GetRelativePath($repositoryRoot, $_.FullName) -replace '\\', '/' }
        $staged = Get-ChildItem $module -Recurse -File | ForEach-Object { [System.IO.Path]::GetRelativePath($module, $_.FullName) -replace '\\', '/' }
        $staged | Sort-Object | Should -Be ($expected + $folders | Sort-Object)
    }

    It 'takes its version from one place' {
        [System.Diagnostics.FileVersionInfo]::GetVersionInfo((Join-Path $module 'NvdimmPS.dll')).ProductVersion | Should -BeLike "$($manifest.ModuleVersion)*"
    }

    It 'loads in a fresh session' {
        $job = [powershell]::Create().AddScript("Import-Module '$module'; (Get-Command -Module NvdimmPS).Count")
        $job.Invoke() | Should -Be $manifest.CmdletsToExport.Count
        $job.Dispose()
    }
}

Describe '<Name>' -ForEach $commands {
    It 'has an approved verb and says what it returns' {
        (Get-Verb).Verb | Should -Contain $Command.Verb
        if ($Command.Verb -ne 'Remove') {
            $Command.OutputType | Should -Not -BeNullOrEmpty
        }
    }

    It 'asks exactly where it can change something' {
        $changes = $Command.Verb -in 'Export', 'Import', 'Invoke', 'New', 'Remove', 'Set', 'Start', 'Stop', 'Enable', 'Disable' -or $Name -eq 'ConvertTo-NvdimmMetric' # with -Path it writes a file
        $Command.Parameters.ContainsKey('WhatIf') | Should -Be $changes
        $Command.Parameters.ContainsKey('Confirm') | Should -Be $changes
    }

    It 'completes every name that it takes' {
        foreach ($parameter in $Command.Parameters.Values | Where-Object Name -In 'Dimm', 'Bus', 'Region', 'Namespace', 'Family', 'Function', 'Command', 'Topology', 'Argument') {
            $parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ArgumentCompleterAttribute] } | Should -Not -BeNullOrEmpty -Because $parameter.Name
        }
    }
}
