# What Get-Help shows of the staged module: complete, no placeholder; every example runs on the simulator and shows what it says.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters

    # What a cmdlet's parameters are before they are bound, where that is more than 0, nothing or false, and the same each time.
    function Get-Default([System.Management.Automation.CmdletInfo] $Command, $Help) {
        $one, $other = 1, 2 | ForEach-Object { [System.Activator]::CreateInstance($Command.ImplementingType) }
        foreach ($name in $Command.Parameters.Keys | Where-Object { $one.$_ -and $one.$_ -isnot [datetime] -and "$($one.$_)" -eq "$($other.$_)" }) {
            @{ Parameter = $name; Value = "$($one.$name)"; Help = $Help }
        }
    }

    $script:commands = foreach ($command in Get-Command -Module NvdimmPS) {
        $help = Get-Help $command.Name -Full
        $page = Get-Content -Raw (Join-Path $repositoryRoot "docs/help/$($command.Name).md")
        $outputs = @{}
        [regex]::Matches($page, '(?m)^### (Example .+)\n\n```powershell\n[\s\S]*?\n```\n\n(?:```output\n([\s\S]*?)\n```)?') | ForEach-Object { $outputs[$_.Groups[1].Value] = $_.Groups[2].Value }
        @{
            Name       = $command.Name
            Command    = $command
            Help       = $help
            Examples   = @($help.examples.example | ForEach-Object { $title = $_.title.Trim('- '); @{ Title = $title; Code = $_.code; Remarks = "$($_.remarks.Text)"; Says = $outputs[$title] } })
            Page       = $page
            Parameters = @($command.Parameters.Keys | Where-Object { $_ -notin $common } | ForEach-Object { @{ Parameter = $_; Help = $help } })
            Defaults   = @(Get-Default $command $help)
        }
    }

    # A topic's lines that begin with PS>, what continues them, and what they should write.
    $script:topics = foreach ($file in Get-ChildItem (Join-Path $modulePath 'en-US') -Filter about_*.help.txt) {
        $statements = [System.Collections.Generic.List[hashtable]]::new()
        $open = $false
        foreach ($line in Get-Content $file) {
            if ($line -cmatch '^ {8}PS> (.*)$') { $statements.Add(@{ Code = $Matches[1]; Says = '' }); $open = $true }
            elseif ($open -and $line -cmatch '^ {8}>> (.*)$') { $statements[-1].Code += "`n$($Matches[1])" }
            elseif ($open -and $line -cmatch '^ {8}(\S.*)$') { $statements[-1].Says += "$($Matches[1])`n" }
            else { $open = $false }
        }
        @{ Topic = $file.BaseName -replace '\.help$'; File = $file.FullName; Statements = $statements }
    }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:xmlFile = Join-Path $modulePath 'en-US/NvdimmPS.dll-Help.xml'
    $script:xml = [xml] (Get-Content -Raw $xmlFile)

    # The parameter sets that a code's calls of a cmdlet belong to.
    function Get-UsedSet([System.Management.Automation.CmdletInfo] $Command, [string] $Code) {
        $script = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $null)
        foreach ($call in $script.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true) | Where-Object { $_.GetCommandName() -eq $Command.Name }) {
            $bound = [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($call, $true).BoundParameters.Keys
            $sets = $Command.ParameterSets | Where-Object { $names = $_.Parameters.Name; -not ($bound | Where-Object { $_ -notin $names }) }
            (@($sets | Where-Object IsDefault) + $sets)[0].Name
        }
    }

    # A line without what changes from run to run, or with the width; an ellipsis says that the rest was left out.
    function Get-Gist([string] $Line) {
        $Line -replace '\u2026.*$' -replace '/\S*/nvdimmps-\S*', 'folder' -replace 'in [\d.]+ ms|\d+\.\d\d?\b', '#' -replace '-{2,}', '-' -replace '\s+', ' '
    }

    # A page's text, code and output; not what the cmdlet itself says, nor links.
    function Get-Paragraph([string] $Page) {
        $text = $Page -replace '\r' -replace '(?s)^---\n.*?\n---\n' -replace '(?s)\n## (SYNTAX|ALIASES|RELATED LINKS)\n.*?(?=\n## |$)'
        $text -replace '(?s)\n### CommonParameters\n.*?(?=\n## )' -replace '(?s)\n```yaml\n.*?\n```' -replace '(?m)^```\w*$' -replace '(?m)^#+ .*$' -split '\n\n+' | ForEach-Object Trim | Where-Object { $_ }
    }

    # What a page links to.
    function Get-Link([string] $Page) {
        [regex]::Matches(($Page -split '(?m)^## RELATED LINKS$')[-1], '\[([^\]]+)\]\(') | ForEach-Object { $_.Groups[1].Value }
    }

    # Letters and digits: no marks of Markdown, no addresses of links, no line ends.
    function Get-Letter([string] $Text) {
        $Text -replace '\[([^\]]+)\]\([^)]+\)', '$1' -replace '[^\p{L}\p{Nd}]'
    }

    # A simulator of its own for a code that starts none, and no family but those that are built in.
    function Use-FreshSimulator([string] $Code) {
        Remove-NvdimmDsmSchema
        if (Get-NvdimmSimulator) { Remove-NvdimmSimulator }
        if ($Code -notmatch 'New-NvdimmSimulator') { $null = New-NvdimmSimulator }
    }
}

AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe 'The help file' {
    It 'is of the same cmdlets and parameters as the module' {
        $documented = foreach ($item in $xml.helpItems.command) { $item.parameters.parameter | Where-Object { $_ } | ForEach-Object { "$($item.details.name) -$($_.name)" }; $item.details.name }
        $actual = foreach ($command in Get-Command -Module NvdimmPS) {
            $command.Parameters.Keys | Where-Object { $_ -notin [System.Management.Automation.PSCmdlet]::CommonParameters } | ForEach-Object { "$($command.Name) -$_" }
            $command.Name
        }
        Compare-Object @($actual | Sort-Object) @($documented | Sort-Object) | ForEach-Object { "$($_.SideIndicator) $($_.InputObject)" } | Should -BeNullOrEmpty
    }

    It 'is what docs/Build-Help.ps1 makes of docs/help' -Skip:(-not (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS)) {
        $made = Join-Path $TestDrive 'help.xml'
        $says = & (Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh')) -NoProfile -NonInteractive -File (Join-Path $repositoryRoot 'docs/Build-Help.ps1') -Module $modulePath -Output $made 2>&1
        $LASTEXITCODE | Should -Be 0 -Because "$says"
        (Get-Content -Raw $made) -ceq (Get-Content -Raw $xmlFile) | Should -BeTrue -Because 'otherwise ./build.ps1 -Task Docs has not been run since a page changed'
    }

    It 'has no placeholder: <Name>' -ForEach @(Get-ChildItem (Join-Path $modulePath 'en-US') -File | ForEach-Object { @{ Name = $_.Name; File = $_.FullName } }) {
        (Select-String -Path $File -Pattern '\{\{|Fill in|TODO').Line | Should -BeNullOrEmpty
    }
}

Describe 'Files that help and messages name' {
    BeforeDiscovery {
        . $PSScriptRoot/Common.ps1
        $texts = @(Get-ChildItem (Join-Path $modulePath 'en-US') -File) + @(Get-ChildItem (Join-Path $repositoryRoot docs/help) -Filter *.md) +
            @(Get-ChildItem (Join-Path $repositoryRoot src) -Recurse -Include *Errors.cs, *FindingKinds.cs, PowerShellWords.cs)
        $paths = $texts | ForEach-Object { [regex]::Matches((Get-Content -Raw $_), '(?<![\w/])(?:docs|contrib)/[\w./-]*\w') } | ForEach-Object Value | Sort-Object -Unique
        $script:named = @($paths | Where-Object { $_ -notmatch '^docs/help' } | ForEach-Object { @{ Path = $_ } })
    }

    It '<Path> is in the module' -ForEach $named { Join-Path $modulePath $Path | Should -Exist }
}

Describe 'Get-Help <Name>' -ForEach $commands {
    # Some examples write files.
    BeforeAll { Push-Location $TestDrive }
    AfterAll { Pop-Location }

    It 'has synopsis, description, types and notes' {
        $Help.Synopsis | Should -Not -Match "^\s*($Name .*)?$"
        "$($Help.description.Text)" | Should -Match '\w{3}'
        "$($Help.returnValues.returnValue.description.Text)" | Should -Match '\w{3}'
        "$($Help.inputTypes.inputType.description.Text)" | Should -Match '\w{3}'
        "$($Help.alertSet.alert.Text)" | Should -Match '\w{3}'
        $Help.relatedLinks.navigationLink.linkText | Should -Not -BeNullOrEmpty
    }

    It 'says what it returns' {
        $types = $Help.returnValues.returnValue.type.name
        $Command.OutputType.Name | Where-Object { $_ } | ForEach-Object { $types | Should -Contain $_ }
    }

    It 'describes -<Parameter>' -ForEach $Parameters {
        "$(($Help.parameters.parameter | Where-Object name -EQ $Parameter).description.Text)" | Should -Match '\w{3}'
    }

    It 'says that -<Parameter> is <Value> by default' -ForEach $Defaults {
        ($Help.parameters.parameter | Where-Object name -EQ $Parameter).defaultValue | Should -BeExactly $Value
    }

    # Whether the page was changed and the file was not, also where no PlatyPS is.
    It 'says what its page says' {
        $said = Get-Letter ($xml.helpItems.command | Where-Object { $_.details.name -eq $Name }).InnerText
        Get-Paragraph $Page | Where-Object { -not $said.Contains((Get-Letter $_)) } | Should -BeNullOrEmpty -Because 'otherwise ./build.ps1 -Task Docs has not been run'
    }

    It 'links to what there is' {
        $Help.relatedLinks.navigationLink.linkText -split '\r?\n' | ForEach-Object { Get-Help $_ -ErrorAction Stop | Should -Not -BeNullOrEmpty }
    }

    It 'offers no page on the web, of which there is none' {
        Get-Help $Name | Out-String | Should -Not -Match '-Online'
    }

    # A page that nobody links to is not found; nor is what it does, with a page that links to nothing.
    It 'is part of the web: two other cmdlets, a topic, and with pages of its noun in both directions' {
        $own = Get-Link $Page
        @($own | Where-Object { $_ -like '*-N*' }).Count | Should -BeGreaterOrEqual 2
        @($own | Where-Object { $_ -like 'about_*' }).Count | Should -BeGreaterOrEqual 1
        foreach ($other in $own | Where-Object { $_ -like "*-$($Command.Noun)" }) {
            Get-Link (Get-Content -Raw (Join-Path $repositoryRoot "docs/help/$other.md")) | Should -Contain $Name -Because "$Name links to $other"
        }
    }

    It 'says how to try its examples, where they need a machine' {
        $needs = $Examples | Where-Object { "$($_.Title) $($_.Remarks)" -notmatch 'On a real machine' -and $_.Code -notmatch 'New-NvdimmSimulator' -and $_.Code -match '-N(vdimm|dctl)' }
        if ($needs -and $Name -notmatch '^Convert.*Dsm$|DsmSchema$|Simulator$|FindingKind$|Audit$') { $Page | Should -Match 'The examples run on a simulated machine' }
    }

    It 'has an example of each parameter set' {
        $used = $Examples | ForEach-Object { Get-UsedSet $Command $_.Code }
        $Command.ParameterSets.Name | Where-Object { $_ -notin $used } | Should -BeNullOrEmpty
    }

    # What needs a real DIMM or another host says so.
    It 'has an example that runs: <Title>' -ForEach ($Examples | Where-Object { "$($_.Title) $($_.Remarks)" -notmatch 'On a real machine' }) {
        Use-FreshSimulator $Code
        $Code | Should -Not -BeNullOrEmpty
        $output = & ([scriptblock]::Create($Code)) 2>&1
        $output | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
        $lines = 96, 220 | ForEach-Object { ($output | Out-String -Width $_) -split '\r?\n' } | ForEach-Object { Get-Gist $_ }
        $missing = "$Says" -split '\r?\n' | Where-Object { $gist = (Get-Gist $_).TrimEnd(); -not ($lines | Where-Object { $_.StartsWith($gist, 'Ordinal') }) }
        $missing | Should -BeNullOrEmpty -Because "this comes out: $($output | Out-String -Width 96)"
    }
}

Describe '<Topic>' -ForEach $topics {
    BeforeAll { Push-Location $TestDrive }
    AfterAll { Pop-Location }

    It 'is found' {
        (Get-Help $Topic).Length | Should -BeGreaterThan 1000
        (Get-Help about_Nvdimm* | Where-Object Name -EQ $Topic).Synopsis | Should -Not -BeNullOrEmpty
    }

    It 'fits 80 columns' {
        Get-Content $File | Where-Object Length -GT 80 | Should -BeNullOrEmpty
    }

    It 'does what it says' {
        if (Get-NvdimmSimulator) { Remove-NvdimmSimulator }
        $Statements.Count | Should -BeGreaterThan 10
        foreach ($statement in $Statements) {
            $output = . ([scriptblock]::Create($statement.Code)) 2>&1
            $output | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty -Because $statement.Code
            if ($statement.Says) {
                ($output | Out-String).Trim() | Should -BeExactly $statement.Says.Trim() -Because $statement.Code
            }
        }
    }
}
