# Raking and post-stratification by R's survey package; writes cases/raking.json.
# Run in the oracle's folder: Rscript scripts/raking.R
library(survey)
library(jsonlite)
origin <- paste0("R ", getRversion(), ", survey ", packageVersion("survey"))
exact <- list(maxit = 1000, epsilon = 1e-14, verbose = FALSE)

api <- read.csv("data/apistrat.csv")
bfi <- read.csv("data/bfi.csv")
bfi$band <- cut(bfi$age, c(0, 24, 44, 200), labels = c("young", "middle", "old"))

# Weights have mean 1 here; of long data the first 200 are kept.
facts <- function(w) {
  w <- w * length(w) / sum(w)
  list(n = length(w), effective_n = sum(w)^2 / sum(w^2), design_effect = length(w) * sum(w^2) / sum(w)^2,
       smallest = min(w), largest = max(w), weights = head(w, 200))
}
population <- function(name, shares, total) {
  out <- data.frame(names(shares), total * unlist(shares) / sum(unlist(shares)))
  names(out) <- c(name, "Freq")
  out
}
raked <- function(data, base, margins) {
  data$base <- base * nrow(data) / sum(base)
  design <- svydesign(ids = ~1, weights = ~base, data = data)
  rake(design, lapply(names(margins), function(name) as.formula(paste0("~", name))),
       lapply(names(margins), function(name) population(name, margins[[name]], nrow(data))), control = exact)
}
case <- function(id, data_file, margins, base, how, expected, notes = NULL, more = list()) {
  c(list(id = paste0("raking/", id), method = "raking", dataset = list(file = data_file),
       options = c(list(margins = margins, base = base), more), expected = expected,
       source = paste0(origin, ": ", how)), if (is.null(notes)) list() else list(notes = notes))
}

types <- list(E = 4421, H = 755, M = 1018)
wide <- list(No = 1072, Yes = 5122)
awards <- list(No = 2000, Yes = 4194)
margins3 <- list(stype = types, sch.wide = wide, awards = awards)

post <- function(data, base, margin) {
  name <- names(margin)
  data$base <- base * nrow(data) / sum(base)
  design <- svydesign(ids = ~1, weights = ~base, data = data)
  postStratify(design, as.formula(paste0("~", name)), population(name, margin[[1]], nrow(data)))
}

sexes <- list("1" = 50, "2" = 50)
schooling <- list("1" = 10, "2" = 10, "3" = 40, "4" = 20, "5" = 20)
bands <- list(young = 20, middle = 45, old = 35)
known <- bfi[!is.na(bfi$education), ]

yes <- list(No = 90, Yes = 10)
two <- post(api, rep(1, nrow(api)), list(sch.wide = yes))
trimmed <- trimWeights(two, upper = 2, lower = 0.1, strict = TRUE)

three <- raked(api, api$pw, margins3)
both <- trimWeights(three, upper = 1.3, lower = 0.6, strict = TRUE)
above <- trimWeights(raked(bfi, rep(1, nrow(bfi)), list(gender = sexes, band = bands)), upper = 1.2, strict = TRUE)

cases <- list(
  case("apistrat_one_margin", "data/apistrat.csv", list(stype = types), NULL, "postStratify",
       facts(weights(post(api, rep(1, nrow(api)), list(stype = types))))),
  case("apistrat_three_margins", "data/apistrat.csv", margins3, NULL, "rake",
       facts(weights(raked(api, rep(1, nrow(api)), margins3)))),
  case("apistrat_from_weights", "data/apistrat.csv", margins3, "pw", "rake from the selection weights",
       facts(weights(raked(api, api$pw, margins3)))),
  case("apistrat_post_from_weights", "data/apistrat.csv", list(awards = awards), "pw", "postStratify of the selection weights",
       facts(weights(post(api, api$pw, list(awards = awards))))),
  case("bfi_unknown_left_out", "data/bfi.csv", list(gender = sexes, education = schooling), NULL,
       "rake of the rows with both answers",
       facts(weights(raked(known, rep(1, nrow(known)), list(gender = sexes, education = schooling))))),
  case("bfi_age_bands", "data/bfi.csv", list(gender = sexes, band = bands), NULL, "rake",
       facts(weights(raked(bfi, rep(1, nrow(bfi)), list(gender = sexes, band = bands)))),
       "band: age up to 24 young, up to 44 middle, above old"),
  case("apistrat_trimmed", "data/apistrat.csv", list(sch.wide = yes), NULL,
       "postStratify, then trimWeights(lower = 0.1, upper = 2, strict = TRUE)", facts(weights(trimmed)),
       "trimWeights shares out evenly what it cuts off, in proportion is the same here: all weights that are not cut are equal",
       list(trim = list(lowest = 0.1, highest = 2))),
  case("apistrat_trimmed_both_ends", "data/apistrat.csv", margins3, "pw",
       "rake from the selection weights, then trimWeights(lower = 0.6, upper = 1.3, strict = TRUE)", facts(weights(both)),
       NULL, list(trim = list(lowest = 0.6, highest = 1.3), trimming = "afterwards")),
  case("bfi_trimmed_above", "data/bfi.csv", list(gender = sexes, band = bands), NULL,
       "rake, then trimWeights(upper = 1.2, strict = TRUE)", facts(weights(above)),
       "band: age up to 24 young, up to 44 middle, above old",
       list(trim = list(lowest = 0, highest = 1.2), trimming = "afterwards"))
)
writeLines(toJSON(cases, digits = I(15), auto_unbox = TRUE, null = "null"), "cases/raking.json")
