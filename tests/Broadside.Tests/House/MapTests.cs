namespace Broadside.Tests.House;

public sealed class MapTests
{
    private static readonly string Source = Repository.At("src", "Broadside");

    [Fact]
    public void The_map_lists_every_module_and_no_other()
    {
        var folders = Directory.GetDirectories(Source).Select(f => Path.GetFileName(f)).Except(["bin", "obj", "Properties"]);

        Assert.Equal(folders.Order(StringComparer.Ordinal), ModuleMap.Floors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_module_has_a_door_that_the_program_lists_lowest_floor_first()
    {
        var doors = Program.Modules.Select(m => m.GetType()).ToList();

        Assert.All(ModuleMap.Floors.Keys, module => Assert.Contains(doors, d => d.FullName == $"Broadside.{module}.{module}Module"));
        Assert.Equal(doors.Select(d => ModuleMap.Floors[d.Namespace!.Split('.')[1]]).Order(), doors.Select(d => ModuleMap.Floors[d.Namespace!.Split('.')[1]]));
    }

    [Fact]
    public void Every_file_that_the_map_names_is_there()
    {
        var map = File.ReadAllText(Repository.At("docs", "map.md"));
        var named = System.Text.RegularExpressions.Regex.Matches(map, @"`((?:src|tests|docs|tools|bench|\.ci)/[^`]*)`").Select(m => m.Groups[1].Value).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, path => Assert.True(Path.Exists(Repository.At(path)), $"{path} is not there"));
    }
}
