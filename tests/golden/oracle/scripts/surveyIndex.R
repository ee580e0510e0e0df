# The index of forms drawn with weights, strata, clusters and finite populations, by R's survey package; writes cases/survey_index.json.
# Run in the oracle's folder: Rscript scripts/surveyIndex.R
library(survey)
library(jsonlite)
origin <- paste0("R ", getRversion(), ", survey ", packageVersion("survey"))
options(survey.lonely.psu = "adjust")

api <- read.csv("data/apistrat.csv")
# The API runs from 200 to 1000; the index of a form is the weighted mean of its two scores on 0-100.
score <- function(x) 100 * (x - 200) / 800
api$index <- (3 * score(api$api00) + 1 * score(api$api99)) / 4
# Counties are few and large: first-stage units. Of each type of school there are 57 counties in the population (California has 58).
api$counties <- 57
api$copies <- 1 + (seq_len(nrow(api)) %% 3)

estimate <- function(design, level = 0.95) {
  mean <- svymean(~index, design)
  df <- degf(design)
  se <- as.numeric(SE(mean))
  list(index = as.numeric(coef(mean)), se = se, df = df,
       ci95_t = as.numeric(coef(mean)) + c(-1, 1) * qt((1 + level) / 2, df) * se)
}
case <- function(id, options, design, how) {
  list(id = paste0("survey_index/", id), method = "survey_index",
       dataset = list(file = "data/apistrat.csv", columns = c("api00", "api99")),
       options = c(list(weights = c(3, 1), scale_min = 200, scale_max = 1000), options),
       expected = estimate(design), source = paste0(origin, ": ", how))
}
none <- NULL
counts <- function(values) as.list(tapply(values, api$stype, function(x) x[1]))
copies <- api[rep(seq_len(nrow(api)), api$copies), ]

cases <- list(
  case("weights", list(weight = "pw"), svydesign(ids = ~1, weights = ~pw, data = api), "svydesign(weights), svymean"),
  case("strata", list(weight = "pw", strata = "stype"),
       svydesign(ids = ~1, strata = ~stype, weights = ~pw, data = api), "svydesign(strata, weights), svymean"),
  case("strata_fpc", list(weight = "pw", strata = "stype", population = counts(api$fpc)),
       svydesign(ids = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = api), "svydesign(strata, weights, fpc), svymean"),
  case("clusters", list(weight = "pw", clusters = "cname"),
       svydesign(ids = ~cname, weights = ~pw, data = api), "svydesign(ids = clusters, weights), svymean"),
  case("strata_clusters", list(weight = "pw", strata = "stype", clusters = "cname"),
       svydesign(ids = ~cname, strata = ~stype, nest = TRUE, weights = ~pw, data = api),
       "svydesign(ids = clusters, strata, nest, weights), svymean"),
  case("strata_clusters_fpc", list(weight = "pw", strata = "stype", clusters = "cname", population = counts(api$counties)),
       svydesign(ids = ~cname, strata = ~stype, nest = TRUE, weights = ~pw, fpc = ~counties, data = api),
       "svydesign(ids = clusters, strata, nest, weights, fpc), svymean"),
  case("clusters_unweighted", list(clusters = "cname"),
       svydesign(ids = ~cname, weights = ~1, data = api), "svydesign(ids = clusters), svymean"),
  case("strata_fpc_unweighted", list(strata = "stype", population = counts(api$fpc)),
       svydesign(ids = ~1, strata = ~stype, weights = ~1, fpc = ~fpc, data = api), "svydesign(strata, fpc), svymean"),
  case("whole_population", list(population = list(all = 6194)),
       svydesign(ids = ~1, weights = ~1, fpc = rep(6194, nrow(api)), data = api), "svydesign(fpc), svymean"),
  case("frequency", list(frequency = "1 + (row %% 3), rows counted from 1"),
       svydesign(ids = ~1, weights = ~1, data = copies), "svydesign of the repeated rows, svymean")
)
writeLines(toJSON(cases, digits = I(15), auto_unbox = TRUE, null = "null"), "cases/survey_index.json")
