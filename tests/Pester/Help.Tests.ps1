# Every cmdlet and parameter is described, nothing is left to fill in, and the examples run.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $script:documented = Test-Path (Join-Path $repositoryRoot 'docs/help')
    $script:commands = Get-Command -Module NvdimmPS | ForEach-Object { @{ Name = $_.Name; Command = $_ } }
    $script:examples = foreach ($file in Get-ChildItem (Join-Path $repositoryRoot 'docs/help') -Filter *-*.md -ErrorAction Ignore) {
        $sections = (Get-Content $file -Raw) -split '(?m)^### Example ' | Select-Object -Skip 1
        foreach ($section in $sections) {
            $text = ($section -split '(?m)^## ')[0]
            $code = [regex]::Matches($text, '(?ms)^```powershell\r?\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value -replace '(?m)^PS> ?', '' }
            @{ Name = $file.BaseName; Title = ($text -split '\r?\n')[0]; Code = $code -join "`n"; Text = $text }
        }
    }
}

BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Help of <Name>' -Skip:(-not $documented) -ForEach $commands {
    BeforeAll {
        $script:help = Get-Help $Name -Full
        $script:page = Join-Path $repositoryRoot "docs/help/$Name.md"
    }

    It 'has synopsis, description, notes and an example for each parameter set' {
        $help.Synopsis | Should -Not -BeLike "*$Name *"
        $help.description.Text | Should -Not -BeNullOrEmpty
        $help.examples.example.Count | Should -BeGreaterOrEqual $Command.ParameterSets.Count
    }

    It 'describes every parameter' {
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters
        foreach ($parameter in $Command.Parameters.Keys | Where-Object { $_ -notin $common }) {
            ($help.parameters.parameter | Where-Object name -EQ $parameter).description.Text | Should -Not -BeNullOrEmpty -Because "-$parameter"
        }
    }

    It 'leaves nothing to fill in, in the page and in what ships' {
        Get-Content $page -Raw | Should -Not -Match '\{\{|TODO|Fill in'
        $help | Out-String | Should -Not -Match '\{\{|Fill in'
    }

    It 'is of the parameters that there are' {
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters
        $documentedNames = [regex]::Matches((Get-Content $page -Raw), '(?m)^### -(\w+)') | ForEach-Object { $_.Groups[1].Value }
        $documentedNames | Sort-Object | Should -Be ($Command.Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object)
    }
}

Describe 'Example of <Name>: <Title>' -Skip:(-not $documented) -ForEach ($examples | Where-Object Text -NotMatch 'On a real machine') {
    AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

    It 'runs on the simulator, and fails only where it says so' {
        $shell = [powershell]::Create()
        if (Get-NvdimmSimulator) { Remove-NvdimmSimulator }
        if ($Code -notmatch 'New-NvdimmSimulator') { $null = New-NvdimmSimulator }
        $null = $shell.AddScript("Import-Module '$modulePath'").Invoke()
        $shell.Commands.Clear()
        $Code | Should -Not -BeNullOrEmpty
        $null = $shell.AddScript($Code).Invoke()
        foreach ($failure in $shell.Streams.Error) {
            ($Text -replace '[\s|]+', ' ') | Should -Match ([regex]::Escape("$failure".Substring(0, 30))) -Because "the example does not show '$failure'"
        }

        $shell.Dispose()
    }
}

Describe 'about topics' -Skip:(-not $documented) {
    It '<_>' -ForEach @('about_NvdimmPS', 'about_NvdimmSimulator') {
        Get-Content (Join-Path $repositoryRoot "en-US/$_.help.txt") -Raw | Should -Match '(?m)^SHORT DESCRIPTION'
    }
}
