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

    It 'ships its own assemblies, views, types, help, runbooks, the description of its schemas, contrib, documents for users, and nothing else' {
        $expected = 'LICENSE', 'NvdimmPS.Core.dll', 'NvdimmPS.dll', 'NvdimmPS.Format.ps1xml', 'NvdimmPS.psd1', 'NvdimmPS.Types.ps1xml'
        if (Test-Path (Join-Path $module linux-x64)) { $expected += 'linux-x64/NvdimmPS.Core.dll' }
        $documents = Get-ChildItem (Join-Path $repositoryRoot docs) -File | Where-Object Name -Match '^(?!architecture|contributing|core|performance).*\.md$|^health-policy\.psd1$'
        $folders = @('en-US', 'module', 'contrib', 'docs/dsm' | ForEach-Object { Get-ChildItem (Join-Path $repositoryRoot $_) -Recurse -File }) + $documents |
            ForEach-Object { [System.IO.Path]::GetRelativePath($repositoryRoot, $_.FullName) -replace '\\', '/' -replace '^module/' }
        $staged = Get-ChildItem $module -Recurse -File | ForEach-Object { [System.IO.Path]::GetRelativePath($module, $_.FullName) -replace '\\', '/' }
        $staged | Sort-Object | Should -Be ($expected + $folders | Sort-Object)
    }

    It 'runs the core that has machine code for this platform' -Skip:(-not ($IsLinux -and [System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture -eq 'X64')) {
        # The other core has none, since it is for all platforms.
        foreach ($case in @{ Path = 'linux-x64/NvdimmPS.Core.dll'; HasCode = $true }, @{ Path = 'NvdimmPS.Core.dll'; HasCode = $false }, @{ Path = 'NvdimmPS.dll'; HasCode = $false }) {
            $reader = [System.Reflection.PortableExecutable.PEReader]::new([System.IO.File]::OpenRead((Join-Path $module $case.Path)))
            try {
                $reader.PEHeaders.CorHeader.ManagedNativeHeaderDirectory.Size -gt 0 | Should -Be $case.HasCode -Because $case.Path
            } finally {
                $reader.Dispose()
            }
        }

        $script = "Import-Module '$module'; ([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'NvdimmPS.Core' }).Location"
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script | Should -Be ([System.IO.Path]::GetFullPath((Join-Path $module 'linux-x64/NvdimmPS.Core.dll')))
    }

    It 'runs the machine code, which this runtime accepts' -Skip:(-not ($IsLinux -and [System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture -eq 'X64' -and [Environment]::Version.Major -ge 10)) {
        # Without tiers a method is compiled once at most, and not where it has machine code: the counts do not depend on time.
        $script = '$before = [System.Runtime.JitInfo]::GetCompiledMethodCount($false); $null = New-NvdimmSimulator 2x6; $null = Get-NvdimmHealth; [System.Runtime.JitInfo]::GetCompiledMethodCount($false) - $before'
        $bare = Join-Path $TestDrive 'jitted/NvdimmPS'
        Copy-Item $module $bare -Recurse
        Remove-Item (Join-Path $bare linux-x64) -Recurse
        $env:DOTNET_TieredCompilation = '0'
        try {
            $compiled, $jitted = foreach ($folder in $module, $bare) { [int] (& (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "Import-Module '$folder'; $script") }
        } finally {
            $env:DOTNET_TieredCompilation = $null
        }
        $jitted - $compiled | Should -BeGreaterThan 500 -Because "of $jitted methods $compiled were compiled although there is machine code"
    }

    It 'does not run machine code of another version' -Skip:(-not (Test-Path (Join-Path $module linux-x64))) {
        $mixed = Join-Path $TestDrive 'mixed/NvdimmPS'
        Copy-Item $module $mixed -Recurse
        $file = Join-Path $mixed linux-x64/NvdimmPS.Core.dll
        $bytes = [System.IO.File]::ReadAllBytes($file)
        $script = "Import-Module '$mixed'; ([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'NvdimmPS.Core' }).ForEach{ `$_.Location; `"`$(`$_.ManifestModule.ModuleVersionId)`" }"
        $location, $identity = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script
        $location | Should -Be $file
        $at = [System.Text.Encoding]::Latin1.GetString($bytes).IndexOf([System.Text.Encoding]::Latin1.GetString(([guid] $identity).ToByteArray()), [System.StringComparison]::Ordinal)
        $at | Should -BeGreaterThan 0
        $bytes[$at] = $bytes[$at] -bxor 1
        [System.IO.File]::WriteAllBytes($file, $bytes)
        $location, $null = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script
        $location | Should -Be (Join-Path $mixed NvdimmPS.Core.dll)
    }

    It 'needs no machine code' {
        $bare = Join-Path $TestDrive 'bare/NvdimmPS'
        Copy-Item $module $bare -Recurse
        Remove-Item (Join-Path $bare linux-x64) -Recurse -ErrorAction Ignore
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "Import-Module '$bare'; (Get-Command -Module NvdimmPS).Count" | Should -Be $manifest.CmdletsToExport.Count
    }

    It 'imports nothing beside an assembly of another version that cannot say what it is' {
        # As this one, but the type that is asked has another name of the same length.
        $foreign = Join-Path $TestDrive 'foreign/NvdimmPS.dll'
        $null = New-Item -ItemType Directory (Split-Path $foreign)
        $latin = [System.Text.Encoding]::Latin1
        Copy-Item (Join-Path $module NvdimmPS.Core.dll) (Split-Path $foreign)
        [System.IO.File]::WriteAllBytes($foreign, $latin.GetBytes($latin.GetString([System.IO.File]::ReadAllBytes((Join-Path $module NvdimmPS.dll))).Replace('OneVersion', 'OldVersion')))
        $script = "`$null = [System.Reflection.Assembly]::LoadFrom('$foreign'); Import-Module '$module' 2> `$null; @(Get-Module NvdimmPS).Count; `$Error.ForEach{ `$_.Exception.Message }"
        $count, $messages = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script
        $count | Should -Be 0
        $messages | Should -Contain 'Unable to find type [NvdimmPS.Shell.Session.OneVersion].'
    }

    It 'leaves what is wrong with the views to the engine, which says it' {
        # They are read on another thread too, where an exception would end the process.
        $broken = Join-Path $TestDrive 'broken/NvdimmPS'
        Copy-Item $module $broken -Recurse
        Set-Content (Join-Path $broken NvdimmPS.Format.ps1xml) '<Configuration><ViewDefinitions>'
        $script = "Import-Module '$broken' 2> `$null; Start-Sleep -Milliseconds 200; `$Error[0].Exception.Message"
        (& (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script) -join ' ' | Should -BeLike '*NvdimmPS.Format.ps1xml*'
        $LASTEXITCODE | Should -Be 0
    }

    It 'looks for another version without a script of its own' {
        # The engine compiles a script whole at each import: what is seldom needed is a file of its own.
        (Get-Item (Join-Path $module 'NvdimmPS.OneVersion.psm1')).Length | Should -BeLessThan 600
    }

    It 'takes its version from one place' {
        [System.Diagnostics.FileVersionInfo]::GetVersionInfo((Join-Path $module 'NvdimmPS.dll')).ProductVersion | Should -BeLike "$($manifest.ModuleVersion)*"
    }

    It 'says in one sentence that another version is loaded: <When>' -ForEach @(@{ When = 'beside it'; Remove = '' }, @{ When = 'and removed'; Remove = 'Remove-Module NvdimmPS;' }) {
        $other = Join-Path $TestDrive "other-$($Remove.Length)/NvdimmPS"
        Copy-Item $module $other -Recurse
        (Get-Content "$other/NvdimmPS.psd1") -replace 'ModuleVersion += .*', "ModuleVersion = '0.0.9'" | Set-Content "$other/NvdimmPS.psd1"
        $script = "Import-Module '$other'; $Remove Import-Module '$module' 2> `$null; ConvertTo-Json @(`$Error | ForEach-Object { `$_.FullyQualifiedErrorId; `$_.Exception.Message; `$_.ErrorDetails.RecommendedAction; (Get-Module NvdimmPS).Count })"
        $errors = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script | ConvertFrom-Json
        $errors.Count | Should -BeIn 4, 8 # the engine adds the same record once more
        $errors[0] | Should -Be Nvdimm.Module.OtherVersion
        $errors[1] | Should -Be "NvdimmPS $($manifest.ModuleVersion) from '$other' is loaded in this process, which can hold one: that of '$module' was not imported."
        $errors[2] | Should -BeLike 'Start another PowerShell*'
        $errors[3] | Should -Be ($Remove ? 0 : 1)
    }

    It 'knows itself by way of a link: <When>' -Skip:$IsWindows -ForEach @(
        @{ When = 'beside itself'; Remove = ''; Says = 'NvdimmPS is imported already*' }, @{ When = 'after Remove-Module'; Remove = 'Remove-Module NvdimmPS;'; Says = '' }
    ) {
        $link = Join-Path (New-Item -ItemType Directory "$TestDrive/by-link-$($Remove.Length)") NvdimmPS
        $null = New-Item -ItemType SymbolicLink $link -Target (Resolve-Path $module).Path
        $script = "Import-Module '$module'; $Remove Import-Module '$link' 2> `$null; ConvertTo-Json @(`$Error | ForEach-Object { `$_.FullyQualifiedErrorId; `$_.Exception.Message }; (Get-Command -Module NvdimmPS).Count)"
        $said = @(& (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script | ConvertFrom-Json)
        $said[-1] | Should -Be $manifest.CmdletsToExport.Count
        if ($Says) {
            $said[0] | Should -Be Nvdimm.Module.Imported
            $said[1] | Should -BeLike $Says
        } else {
            $said.Count | Should -Be 1
        }
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
        $changes = $Command.Verb -in 'Add', 'Export', 'Import', 'Invoke', 'New', 'Remove', 'Set', 'Start', 'Stop', 'Enable', 'Disable', 'Initialize', 'Clear', 'Repair', 'Update', 'Lock', 'Unlock' -or $Name -eq 'ConvertTo-NvdimmMetric' # with -Path it writes a file
        $Command.Parameters.ContainsKey('WhatIf') | Should -Be $changes
        $Command.Parameters.ContainsKey('Confirm') | Should -Be $changes
    }

    It 'completes every name that it takes' {
        foreach ($parameter in $Command.Parameters.Values | Where-Object Name -In 'Dimm', 'Bus', 'Region', 'Namespace', 'Family', 'Function', 'Command', 'Topology', 'Argument') {
            $parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ArgumentCompleterAttribute] } | Should -Not -BeNullOrEmpty -Because $parameter.Name
        }
    }
}
