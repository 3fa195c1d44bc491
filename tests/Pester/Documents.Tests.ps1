# What the documents name is there: cmdlets with their parameters, files that links lead to, and paths of the source.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $files = @(Get-Item "$repositoryRoot/README.md") + @(Get-ChildItem "$repositoryRoot/docs" -Filter *.md) + @(Get-Item "$repositoryRoot/module/runbooks/README.md")
    $script:documents = $files | ForEach-Object { @{ Document = [System.IO.Path]::GetRelativePath($repositoryRoot, $_.FullName); File = $_ } }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module (Join-Path $modulePath NvdimmPS.Testing)

    # The calls in a document's code, and between its backticks.
    function Get-DocumentCall([string] $Page) {
        $code = @([regex]::Matches($Page, '(?m)^```powershell\n([\s\S]*?)^```')) + @([regex]::Matches($Page, '(?<!`)`([^`\n]+)`(?!`)'))
        foreach ($text in $code | ForEach-Object { $_.Groups[1].Value -replace '\\\|', '|' }) {
            [System.Management.Automation.Language.Parser]::ParseInput($text, [ref] $null, [ref] $null).FindAll(
                { $args[0] -is [System.Management.Automation.Language.CommandAst] -and $args[0].GetCommandName() -match '^[A-Z][a-z]+-(Nvdimm|Ndctl)[A-Z]\w+$' }, $true)
        }
    }
}

Describe '<Document>' -ForEach $documents {
    BeforeAll { $page = (Get-Content -Raw $File) -replace '\r' }

    It 'names cmdlets and parameters that there are' {
        foreach ($call in Get-DocumentCall $page) {
            $command = Get-Command $call.GetCommandName() -ErrorAction Ignore
            $command | Should -Not -BeNullOrEmpty -Because "$call"
            $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] } | ForEach-Object {
                $given = $_.ParameterName
                $command.Parameters.Keys | Where-Object { $_ -like "$given*" } | Should -Not -BeNullOrEmpty -Because "$call"
            }
        }
    }

    It 'links to what there is, and names paths that there are' {
        $prose = $page -replace '(?m)^```[\s\S]*?^```'
        foreach ($link in [regex]::Matches($prose, '\]\(([^)#\s]+)') | ForEach-Object { $_.Groups[1].Value } | Where-Object { $_ -notmatch '^[a-z]+:' }) {
            Join-Path $File.DirectoryName $link | Should -Exist
        }
        # A name with a wildcard or a placeholder in it is a pattern.
        foreach ($path in [regex]::Matches($prose, '`((?:src|tests|docs|module|contrib)/[\w./-]+)`') | ForEach-Object { $_.Groups[1].Value }) {
            Join-Path $repositoryRoot $path | Should -Exist
        }
    }
}
