# Every task of docs/cookbook.md runs as it stands there, all in one session and one folder, shows what it says, and runs again; and what it
# says of a real machine is so.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $page = Get-Content -Raw (Join-Path $repositoryRoot docs/cookbook.md)
    $script:tasks = [regex]::Matches($page, '(?m)^### (\d+)\. (.+)\n\n```powershell\n([\s\S]*?)\n```\n(?:\n```output\n([\s\S]*?)\n```)?') | ForEach-Object {
        @{ Number = [int] $_.Groups[1].Value; Task = $_.Groups[2].Value; Code = $_.Groups[3].Value; Says = $_.Groups[4].Value; Varies = $false }
    }
    foreach ($task in $tasks) { $task.Varies = $page -match "(?s)\n### $($task.Number)\. (?:(?!\n### ).)*The numbers differ" }
    # 1, 8 to 13 (in brackets stands why)
    $sentence = [regex]::Match($page, 'without their first line, and only read: ([^.]*)\.').Groups[1].Value
    $list = [regex]::Matches(($sentence -replace '\([^)]*\)'), '(\d+)(?:\s+to\s+(\d+))?') | ForEach-Object {
        [int] $_.Groups[1].Value .. [int] ($_.Groups[2].Success ? $_.Groups[2].Value : $_.Groups[1].Value)
    }
    $script:counts = @{ Page = $page; Headings = [regex]::Matches($page, '(?m)^### ').Count; Tasks = $tasks; Listed = @($list) }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    # Without what depends on the width, and where numbers differ from run to run without these.
    function Get-Gist([string] $Line, [bool] $Varies) {
        $gist = ($Line -replace '\e\[[\d;]*m' -replace '\s+', ' ').Trim()
        $Varies ? ($gist -replace '(?<= )\d+', 'n') : $gist
    }

    function Get-Call([string] $Code) {
        [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $null).FindAll(
            { $args[0] -is [System.Management.Automation.Language.CommandAst] -and $args[0].GetCommandName() -like '*-Nvdimm*' }, $true)
    }

    # Whether a code changes a machine: by a cmdlet that carries out changes of more than low impact, or by a call of more than a read.
    function Test-Change([string] $Code) {
        foreach ($call in Get-Call $Code | Where-Object { "$_" -notmatch '-WhatIf' }) {
            $type = (Get-Command $call.GetCommandName()).ImplementingType
            $impact = [System.Reflection.CustomAttributeExtensions]::GetCustomAttribute($type, [System.Management.Automation.CmdletAttribute]).ConfirmImpact
            $base = @(for ($t = $type; $t; $t = $t.BaseType) { $t.Name })
            if ($base -contains 'ChangeCmdlet' -and $impact -ne 'Low') { return $true }
            if ($base -contains 'DsmCmdlet' -and "$call" -notmatch '\bGet\w+') { return $true }
        }
        $false
    }
    $script:kitchen = Join-Path $TestDrive cookbook
    $null = New-Item -ItemType Directory $kitchen
    if (Get-NvdimmSimulator) { Remove-NvdimmSimulator }
}

AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe 'The cookbook' -ForEach $counts {
    It 'has thirty tasks or more, numbered, and each of them is tested' {
        $Tasks.Count | Should -BeGreaterOrEqual 30
        $Tasks.Count | Should -Be $Headings
        $Tasks.Number | Should -Be (1..$Tasks.Count)
    }

    It 'says in their titles which change a machine' {
        ($Tasks | Where-Object { Test-Change $_.Code }).Number | Should -Be ($Tasks | Where-Object Task -Like '*(changes the machine)').Number
        ($Tasks | Where-Object { Test-Change $_.Code }).Count | Should -BeGreaterThan 4
    }

    It 'lists as fit for a real machine those that change nothing, need no simulator behind their first line, and no other host' {
        $fit = $Tasks | Where-Object {
            $rest = $_.Code -split '\n' | Where-Object { $_ -notmatch '^\$null = New-NvdimmSimulator .*-Force$' }
            -not (Test-Change $_.Code) -and "$rest" -notmatch '\$simulator|DsmSchema|needs other' -and $_.Task -notlike '*(needs other hosts)'
        }
        $Listed | Should -Be $fit.Number
    }
}

Describe '<Number>. <Task>' -ForEach $tasks {
    BeforeAll { Push-Location $kitchen }
    AfterAll { Pop-Location }

    if ($Task -notlike '*(needs other hosts)') { It 'works, after those before it' {
        $output = & ([scriptblock]::Create($Code)) 2>&1
        $output | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
        $output | Should -Not -BeNullOrEmpty
        $Says | Should -Not -BeNullOrEmpty
        $lines = ($output | Out-String -Width 80) -split '\r?\n' | ForEach-Object { Get-Gist $_ $Varies }
        $missing = "$Says" -split '\r?\n' | Where-Object { $gist = Get-Gist $_ $Varies; $gist -and -not ($lines | Where-Object { $_.StartsWith($gist, 'Ordinal') }) }
        $missing | Should -BeNullOrEmpty -Because "this comes out: $($output | Out-String -Width 80)"
    } }

    It 'names what there is: commands and their parameters' {
        foreach ($call in Get-Call $Code) {
            $parameters = (Get-Command $call.GetCommandName() -ErrorAction Stop).Parameters.Keys
            $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] } |
                ForEach-Object { $parameters | Should -Contain $_.ParameterName -Because "$call" }
        }
    }
}

# Hosts that are not there are in the report, and it takes no file of another task.
Describe 'The same folder' -ForEach @{ Tasks = $tasks } {
    BeforeAll { Push-Location $kitchen }
    AfterAll { Pop-Location }

    It 'serves a second run of them all, and those for other hosts' {
        foreach ($task in $Tasks) {
            $output = & ([scriptblock]::Create($task.Code)) 2>&1
            $output | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty -Because "$($task.Number) has run before"
        }
    }
}
