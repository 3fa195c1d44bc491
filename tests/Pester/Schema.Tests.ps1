BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $script:families = (Get-NvdimmDsmFunction).Family | Select-Object -Unique
    $script:bad = Get-Content (Join-Path $repositoryRoot 'tests/NvdimmPS.Tests/Golden/bad-schema/expected.txt') | Where-Object { $_ -notlike '#*' } | ForEach-Object {
        $name, $id, $line, $words = $_ -split ':? ', 4
        @{ Name = $name; Id = "Nvdimm.Schema.$id"; Words = $words }
    }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 1x2
    $script:page = Get-Content -Raw (Join-Path $repositoryRoot 'docs/schema.md')
    $script:blocks = [regex]::Matches($page, '(?s)```json\r?\n(.*?)```')
    $script:example = $blocks[0].Groups[1].Value
    $script:file = Join-Path $TestDrive 'acme.json'
    Set-Content $file $example
    $script:corpus = Join-Path $repositoryRoot 'tests/NvdimmPS.Tests/Golden/bad-schema'
    function Skip-WithoutTestJson {
        if (-not (Get-Command Test-Json -ErrorAction Ignore)) { Set-ItResult -Skipped -Because 'this PowerShell has no Test-Json' }
    }

    $script:description = Join-Path $modulePath 'NvdimmPS.DsmSchema.json'
}

AfterAll { Remove-NvdimmSimulator }

Describe 'Export-NvdimmDsmSchema' {
    It 'gives every function of <_>' -ForEach $families {
        $schema = Export-NvdimmDsmSchema $_ | ConvertFrom-Json
        $schema.format | Should -BeExactly 'nvdimmps-dsm-schema'
        $schema.version | Should -Be 1
        $schema.families.name | Should -BeExactly $_
        $schema.families[0].functions.name | Should -Be (Get-NvdimmDsmFunction $_).FunctionName
    }

    It 'gives <_> as the shipped description says' -ForEach $families {
        Skip-WithoutTestJson
        Export-NvdimmDsmSchema $_ | Test-Json -SchemaFile $description | Should -BeTrue
    }

    It 'takes families from the pipeline' {
        $names = (Get-NvdimmDsmFunction -Function GetSmart | Export-NvdimmDsmSchema | ConvertFrom-Json).families.name
        $names | Should -Be 'Intel', 'Hpe1', 'Hpe2'
    }

    It 'writes a file, and replaces it when told to' {
        $path = Join-Path $TestDrive 'papr.json'
        Export-NvdimmDsmSchema Papr -Path $path -WhatIf
        $path | Should -Not -Exist
        Export-NvdimmDsmSchema Papr -Path $path | Should -BeNullOrEmpty
        Get-Content -Raw $path | Should -BeExactly (Export-NvdimmDsmSchema Papr)
        Assert-Failure (Get-Failure { Export-NvdimmDsmSchema Intel -Path $path }) Nvdimm.Schema.FileExists InvalidOperation $path
        Export-NvdimmDsmSchema HyperV -Path $path -Force
        (Get-Content -Raw $path | ConvertFrom-Json).families.name | Should -BeExactly HyperV
    }

    It 'writes where the session is' {
        Push-Location $TestDrive
        try {
            Export-NvdimmDsmSchema Papr -Path here.json
            Import-NvdimmDsmSchema here.json -WhatIf
        } finally {
            Pop-Location
        }
        Join-Path $TestDrive 'here.json' | Should -Exist
    }
}

Describe 'Import-NvdimmDsmSchema' {
    AfterEach { Remove-NvdimmDsmSchema }

    It 'takes the family of docs/schema.md by <How>' -ForEach @(
        @{ How = 'path'; Import = { Import-NvdimmDsmSchema $file } }
        @{ How = 'pattern'; Import = { Import-NvdimmDsmSchema (Join-Path $TestDrive 'ac*.json') } }
        @{ How = 'file object'; Import = { Get-Item $file | Import-NvdimmDsmSchema } }
        @{ How = 'text'; Import = { Import-NvdimmDsmSchema -Json $example } }
    ) {
        & $Import | Should -BeNullOrEmpty
        (Get-NvdimmDsmFunction Acme).FunctionName | Should -Be GetHealth, GetEvents, SetAlarm, SetPassphrase, ServiceMode
        (Get-NvdimmDsmFunction 9 GetHealth).OutputFields.Name | Should -Contain Temperature
        Remove-NvdimmDsmSchema Acme
        (Get-Failure { Get-NvdimmDsmFunction Acme })[0].FullyQualifiedErrorId | Should -BeLike 'Nvdimm.Dsm.UnknownFamily,*'
    }

    It 'holds the example to the shipped description' {
        Skip-WithoutTestJson
        foreach ($block in $blocks) { $block.Groups[1].Value | Test-Json -SchemaFile $description | Should -BeTrue }
    }

    It 'gives what it took' {
        $functions = Import-NvdimmDsmSchema $file -PassThru
        $functions.Count | Should -Be 5
        $functions[0].Origin | Should -BeExactly (Get-Item $file).FullName
        (Get-NvdimmDsmFunction Intel GetSmart).Origin | Should -BeExactly BuiltIn
    }

    It 'adds functions to a known family' {
        Import-NvdimmDsmSchema -Json $blocks[1].Groups[1].Value
        (Get-NvdimmDsmFunction HyperV).FunctionName | Should -Contain GetTrace
        (Get-NvdimmDsmFunction HyperV GetHealthInformation).Origin | Should -BeExactly BuiltIn
        Remove-NvdimmDsmSchema
        (Get-NvdimmDsmFunction HyperV).FunctionName | Should -Not -Contain GetTrace
    }

    It 'adds vendor commands, which are then like those that are built in' {
        $added = Import-NvdimmDsmSchema -Json $blocks[2].Groups[1].Value -PassThru
        $added.FunctionName | Should -Be GetWear, UnlockWear
        (Get-NvdimmDsmFunction -Vendor -Function GetWear).Origin | Should -BeExactly '-Json'
        (TabExpansion2 'Invoke-NvdimmVendorCommand GetWe').CompletionMatches.CompletionText | Should -Be GetWear
        $explained = Invoke-NvdimmVendorCommand GetWear nmem0 -Argument @{ Region = 3 } -WhatIf
        ($explained.Rows | Where-Object Field -EQ Region).Value | Should -Be 3
        $sensitive = Get-Failure { Invoke-NvdimmVendorCommand UnlockWear nmem0 -InputHex ('5a' * 128) -Force -AllowInUse }
        $sensitive[0].FullyQualifiedErrorId | Should -BeLike 'Nvdimm.Dsm.Sensitive,*'
        $answer = ConvertFrom-NvdimmDsm Intel PassThrough -VendorCommand E0:01 -OutputHex ('00000000 80000000 1501 02000000 0b' + '00' * 121)
        ($answer.Fields | Where-Object Name -EQ Version).Value | Should -BeExactly '1.15'
        Remove-NvdimmDsmSchema Intel
        (Get-Failure { Invoke-NvdimmVendorCommand GetWear nmem0 })[0].FullyQualifiedErrorId | Should -BeLike 'Nvdimm.ModuleLog.NoCommand,*'
        $simulator.Transcript | Should -BeNullOrEmpty
    }

    It 'makes functions like any other: explained, checked, asked about, completed' {
        Import-NvdimmDsmSchema $file
        $explained = Invoke-NvdimmDsm -Dimm nmem0 -Family Acme -Function SetAlarm -Argument @{ Temperature = 70 } -WhatIf
        ($explained.Rows | Where-Object Field -EQ Change).Value | Should -BeExactly Temperature
        $range = Get-Failure { Invoke-NvdimmDsm -Dimm nmem0 -Family Acme -Function SetAlarm -Argument @{ Temperature = 126 } }
        $range[0].FullyQualifiedErrorId | Should -BeLike 'Nvdimm.Dsm.OutOfRange,*'
        $sensitive = Get-Failure { Invoke-NvdimmDsm -Dimm nmem0 -Family Acme -Function SetPassphrase -InputHex ('00' * 32) -Force -AllowInUse }
        $sensitive[0].FullyQualifiedErrorId | Should -BeLike 'Nvdimm.Dsm.Sensitive,*'
        (TabExpansion2 'Invoke-NvdimmDsm -Dimm nmem0 -Family Ac').CompletionMatches.CompletionText | Should -Be Acme
        (TabExpansion2 'Invoke-NvdimmDsm -Family Acme -Function Set').CompletionMatches.CompletionText | Should -Be SetAlarm, SetPassphrase
        (TabExpansion2 'Remove-NvdimmDsmSchema -Family ').CompletionMatches.CompletionText | Should -Be Acme
        $simulator.Transcript | Should -BeNullOrEmpty
    }

    It 'lets the kernel decide whether a DIMM takes it' {
        Import-NvdimmDsmSchema $file
        $refused = Get-Failure { Invoke-NvdimmDsm -Dimm nmem0 -Family Acme -Function GetHealth }
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'Nvdimm.Ioctl.EINVAL,*'
    }

    It 'decodes what firmware says by the imported table' {
        $null = New-NvdimmSimulator hyperv -Force
        try {
            (Get-NvdimmSimulator).Dimm('nmem0').HealthState = 'Fatal'
            $changed = (Export-NvdimmDsmSchema HyperV) -replace '"name": "Health",', '"name": "Health", "words": [ null, null, "Dead" ],'
            Assert-Failure (Get-Failure { Import-NvdimmDsmSchema -Json $changed }) Nvdimm.Schema.Taken InvalidOperation '-Json' 'built in'
            Import-NvdimmDsmSchema -Json $changed -Force
            (Invoke-NvdimmDsm GetHealthInformation nmem0).Decoded.Health | Should -Be Dead
            Remove-NvdimmDsmSchema HyperV
            (Invoke-NvdimmDsm GetHealthInformation nmem0).Decoded.Health | Should -Be Bit2
        } finally {
            $script:simulator = Use-Simulator 1x2
        }
    }

    It 'holds for every runspace of the process' {
        Import-NvdimmDsmSchema $file
        $names = 1..3 | ForEach-Object -Parallel {
            Import-Module $using:modulePath
            (Get-NvdimmDsmFunction Acme SetAlarm).FunctionName
        }
        $names | Should -Be SetAlarm, SetAlarm, SetAlarm
    }

    It 'can be tried first' {
        Import-NvdimmDsmSchema $file -WhatIf
        (Get-NvdimmDsmFunction).Family | Should -Not -Contain Acme
        (Get-Failure { Import-NvdimmDsmSchema (Join-Path $corpus 'typo.json') -WhatIf })[0].FullyQualifiedErrorId | Should -BeLike 'Nvdimm.Schema.Invalid,*'
    }

    It 'refuses <Name> and says why' -ForEach $bad {
        $path = Join-Path $corpus "$Name.json"
        $failure = @(Get-Failure { Import-NvdimmDsmSchema $path })
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeExactly "$Id,NvdimmPS.Shell.Cmdlets.ImportNvdimmDsmSchemaCmdlet"
        "$($failure[0]) $($failure[0].ErrorDetails.RecommendedAction)" | Should -BeLike "*$([WildcardPattern]::Escape($Words))*"
        (Get-NvdimmDsmFunction).Origin | Select-Object -Unique | Should -Be BuiltIn
    }

    It 'goes on after a file that is wrong' {
        $failure = @(Get-Failure { Import-NvdimmDsmSchema (Join-Path $corpus 'typo.json'), $file })
        $failure.Count | Should -Be 1
        (Get-NvdimmDsmFunction Acme).Count | Should -Be 5
    }

    It 'says what is not there' {
        Assert-Failure (Get-Failure { Import-NvdimmDsmSchema (Join-Path $TestDrive 'none.json') }) Nvdimm.Schema.File ObjectNotFound (Join-Path $TestDrive 'none.json')
        Assert-Failure (Get-Failure { Import-NvdimmDsmSchema (Join-Path $TestDrive 'none*.json') }) Nvdimm.Schema.File ObjectNotFound (Join-Path $TestDrive 'none*.json')
        Assert-Failure (Get-Failure { Remove-NvdimmDsmSchema Intel }) Nvdimm.Schema.NotImported ObjectNotFound Intel
    }
}
