using System.Diagnostics;
using System.Globalization;
using Broadside.Fuzz;

namespace Broadside.Tests.Fuzz;

public sealed class FuzzTests
{
    private const int Rounds = 2000;

    public static TheoryData<string> Names => [.. Targets.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_input_of_the_corpus_is_read(string target)
    {
        var corpus = Corpus(target);
        Assert.NotEmpty(corpus);
        foreach (var input in corpus)
        {
            Targets.All[target](input);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Mutated_inputs_are_read_too(string target)
    {
        // A number of rounds, so that every run of ./test reads the same inputs; by the clock in ./test long.
        var seconds = double.TryParse(Environment.GetEnvironmentVariable("BROADSIDE_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var told) ? told : TestSize.Pick(0, 30);
        var mutator = new Mutator(seed: 20261123, Corpus(target));
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < Rounds || clock.Elapsed.TotalSeconds < seconds; round++)
        {
            var input = mutator.Next();
            try
            {
                Targets.All[target](input);
            }
            catch (Exception e)
            {
                Assert.Fail($"{target}, round {round}: {e.Message}\nBase64 of the input, to be kept in tests/fuzz/{target}: {Convert.ToBase64String(input)}\n{e.StackTrace}");
            }
        }
    }

    private static List<byte[]> Corpus(string target) => [.. Directory.GetFiles(Repository.At("tests", "fuzz", target)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
