using System.Globalization;
using Broadside.ImportBench;

// bench/import [ARTICLES [FOLDER]]: with a folder, the export and the newsroom stay there.
var articles = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
return await Measure.RunAsync(articles, args.Length > 1 ? args[1] : null);
