BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $script:commands = Get-Command -Module NvdimmPS | ForEach-Object { @{ Name = $_.Name; Command = $_ } }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:manifest = Import-PowerShellDataFile (Join-Path $modulePath 'NvdimmPS.psd1')
    $script:module = $modulePath
    $script:build = [System.Reflection.AssemblyName]::GetAssemblyName((Join-Path $module NvdimmPS.Import.dll)).Name.Split('.')[-1]

    # The module as another build would be: another identity, and so another name of what runs first.
    function New-OtherBuild([string] $Path) {
        Copy-Item $module $Path -Recurse
        $latin = [System.Text.Encoding]::Latin1
        $identity = $latin.GetString(([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'NvdimmPS' }).ManifestModule.ModuleVersionId.ToByteArray())
        foreach ($part in @{ File = 'NvdimmPS.dll'; Was = $identity; Is = 'another identity' }, @{ File = 'NvdimmPS.Import.dll'; Was = $build; Is = '0' * $build.Length }) {
            $file = Join-Path $Path $part.File
            $was = $latin.GetString([System.IO.File]::ReadAllBytes($file))
            $was.Contains($part.Was) | Should -BeTrue -Because $part.File
            [System.IO.File]::WriteAllBytes($file, $latin.GetBytes($was.Replace($part.Was, $part.Is)))
        }

        $Path
    }
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
        $expected = 'LICENSE', 'NvdimmPS.Core.dll', 'NvdimmPS.dll', 'NvdimmPS.Format.ps1xml', 'NvdimmPS.Import.dll', 'NvdimmPS.psd1', 'NvdimmPS.Types.ps1xml'
        if (Test-Path (Join-Path $module linux-x64)) { $expected += "linux-x64/$build/NvdimmPS.Core.dll" }
        $documents = Get-ChildItem (Join-Path $repositoryRoot docs) -File | Where-Object Name -Match '^(?!architecture|contributing|core|performance).*\.md$|^health-policy\.psd1$'
        $folders = @('en-US', 'module', 'contrib', 'docs/dsm' | ForEach-Object { Get-ChildItem (Join-Path $repositoryRoot $_) -Recurse -File }) + $documents |
            ForEach-Object { [System.IO.Path]::GetRelativePath($repositoryRoot, $_.FullName) -replace '\\', '/' -replace '^module/' }
        $staged = Get-ChildItem $module -Recurse -File | ForEach-Object { [System.IO.Path]::GetRelativePath($module, $_.FullName) -replace '\\', '/' }
        $staged | Sort-Object | Should -Be ($expected + $folders | Sort-Object)
    }

    It 'runs the core that has machine code for this platform' -Skip:(-not ($IsLinux -and [System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture -eq 'X64')) {
        # The other core has none, since it is for all platforms.
        foreach ($case in @{ Path = "linux-x64/$build/NvdimmPS.Core.dll"; HasCode = $true }, @{ Path = 'NvdimmPS.Core.dll'; HasCode = $false }, @{ Path = 'NvdimmPS.dll'; HasCode = $false }) {
            $reader = [System.Reflection.PortableExecutable.PEReader]::new([System.IO.File]::OpenRead((Join-Path $module $case.Path)))
            try {
                $reader.PEHeaders.CorHeader.ManagedNativeHeaderDirectory.Size -gt 0 | Should -Be $case.HasCode -Because $case.Path
            } finally {
                $reader.Dispose()
            }
        }

        $script = "Import-Module '$module'; ([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'NvdimmPS.Core' }).Location"
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script | Should -Be ([System.IO.Path]::GetFullPath((Join-Path $module "linux-x64/$build/NvdimmPS.Core.dll")))
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

    It 'does not run machine code of another build' -Skip:(-not (Test-Path (Join-Path $module linux-x64))) {
        $mixed = Join-Path $TestDrive 'mixed/NvdimmPS'
        Copy-Item $module $mixed -Recurse
        Rename-Item (Join-Path $mixed "linux-x64/$build") ('0' * $build.Length)
        $script = "Import-Module '$mixed'; ([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'NvdimmPS.Core' }).Location"
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script | Should -Be (Join-Path $mixed NvdimmPS.Core.dll)
    }

    It 'needs no machine code' {
        $bare = Join-Path $TestDrive 'bare/NvdimmPS'
        Copy-Item $module $bare -Recurse
        Remove-Item (Join-Path $bare linux-x64) -Recurse -ErrorAction Ignore
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "Import-Module '$bare'; (Get-Command -Module NvdimmPS).Count" | Should -Be $manifest.CmdletsToExport.Count
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

    It 'takes its version from one place' {
        [System.Diagnostics.FileVersionInfo]::GetVersionInfo((Join-Path $module 'NvdimmPS.dll')).ProductVersion | Should -BeLike "$($manifest.ModuleVersion)*"
    }

    It 'says in one sentence that another build is loaded: <When>' -ForEach @(
        @{ When = 'beside it'; First = "Import-Module '{0}'" }
        @{ When = 'and removed'; First = "Import-Module '{0}'; Remove-Module NvdimmPS" }
        @{ When = 'an assembly alone'; First = "`$null = [System.Reflection.Assembly]::LoadFrom('{0}/NvdimmPS.dll')" }
    ) {
        $other = New-OtherBuild (Join-Path $TestDrive "other-$($First.Length)/NvdimmPS")
        $script = "$($First -f $other); Import-Module '$module' 2> `$null; ConvertTo-Json @(`$Error | ForEach-Object { `$_.FullyQualifiedErrorId; `$_.Exception.Message; `$_.ErrorDetails.RecommendedAction; @(Get-Module NvdimmPS).Count })"
        $errors = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script | ConvertFrom-Json
        $errors.Count | Should -BeIn 4, 8 # the engine adds the same record once more
        $errors[0] | Should -Be 'Nvdimm.Module.OtherVersion,Microsoft.PowerShell.Commands.ImportModuleCommand'
        $errors[1] | Should -Be "NvdimmPS $($manifest.ModuleVersion) from '$other' is loaded in this process, which can hold one: that of '$module' was not imported."
        $errors[2] | Should -Be "Start another PowerShell (pwsh), and import '$module' there."
        $errors[3] | Should -Be ($When -eq 'beside it' ? 1 : 0)
    }

    It 'goes on with the build that was imported first' {
        $other = New-OtherBuild (Join-Path $TestDrive 'refused/NvdimmPS')
        $script = "Import-Module '$module'; Remove-Module NvdimmPS; Import-Module '$other' -ErrorAction SilentlyContinue; `$Error.Count; `$Error.Clear(); Import-Module '$module'; `$Error.Count; (Get-Module NvdimmPS).ModuleBase"
        $refused, $after, $base = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script
        [int] $refused | Should -BeGreaterThan 0
        $after | Should -Be 0
        $base | Should -Be ([System.IO.Path]::GetFullPath($module))
    }

    It 'is the same build by way of <Way>, <When>' -ForEach @(
        foreach ($way in 'a copy', 'a link') {
            @{ Way = $way; When = 'beside itself'; Remove = ''; Says = 'NvdimmPS is imported already*' }, @{ Way = $way; When = 'after Remove-Module'; Remove = 'Remove-Module NvdimmPS;'; Says = '' }
        }
    ) {
        if ($Way -eq 'a link' -and $IsWindows) {
            Set-ItResult -Skipped -Because 'a link needs more than a user is allowed there'
        }

        $again = Join-Path (New-Item -ItemType Directory "$TestDrive/$Way-$($Remove.Length)") NvdimmPS
        if ($Way -eq 'a link') { $null = New-Item -ItemType SymbolicLink $again -Target (Resolve-Path $module).Path } else { Copy-Item $module $again -Recurse }
        $script = "Import-Module '$module'; $Remove Import-Module '$again' 2> `$null; ConvertTo-Json @(`$Error | ForEach-Object { `$_.FullyQualifiedErrorId; `$_.Exception.Message }; (Get-Command -Module NvdimmPS).Count)"
        $said = @(& (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script | ConvertFrom-Json)
        $said[-1] | Should -Be $manifest.CmdletsToExport.Count
        if ($Says) {
            $said[0] | Should -BeLike 'Nvdimm.Module.Imported,*'
            $said[1] | Should -BeLike $Says
        } else {
            $said.Count | Should -Be 1
        }
    }

    It 'is imported again with <How>' -ForEach @(
        @{ How = '-Force'; Script = "Import-Module '{0}' -Force; `$Error.Count; (Get-Command -Module NvdimmPS).Count" }
        @{ How = 'another session of the process'; Script = "`$shell = [powershell]::Create().AddScript('Import-Module ''{0}''; (Get-Command -Module NvdimmPS).Count'); `$count = `$shell.Invoke(); `$shell.Streams.Error.Count; `$count" }
    ) {
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "Import-Module '$module'; $($Script -f $module)" | Should -Be 0, $manifest.CmdletsToExport.Count
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
