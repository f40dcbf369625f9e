// Generated from docs/openapi/supervision.json by `npm run generate`. Do not edit.
export interface paths {
    "/api/supervision/v1/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["board"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supervision/v1/calendar/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["calendar_year"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supervision/v1/cases/{id}/clocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["case_clocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supervision/v1/time": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["time"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supervision/v1/time/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["confirm_time"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One unit (the petition office, which routes, comes first): its cases with a running clock, each counted once at its most urgent light. */
        BoardRow: {
            /**
             * Format: int64
             * @description Paused clocks; none can be paused yet.
             */
            blue: number;
            /** Format: int64 */
            green: number;
            /** Format: int64 */
            red: number;
            /** Format: int64 */
            total: number;
            unit_id?: components["schemas"]["UnitId"] | null;
            unit_name?: string | null;
            /** Format: int64 */
            yellow: number;
        };
        /**
         * @description Whether the year has a calendar.
         * @enum {string}
         */
        CalendarState: "published" | "missing";
        /** @description One year of the calendar. */
        CalendarView: {
            /** @description Days off of the notices; ordinary weekends are not listed. */
            days_off: string[];
            /** @description Numbers of the State Council's notices, the first one first. */
            notices: string[];
            state: components["schemas"]["CalendarState"];
            /**
             * Format: int32
             * @description Raised by every change; null while missing.
             */
            version?: number | null;
            /** @description Make-up workdays on weekends. */
            workdays: string[];
            /** Format: int32 */
            year: number;
        };
        /**
         * Format: uuid
         * @description One armed clock: the hash of (case, rule, ordinal).
         */
        ClockId: string;
        /**
         * @description Whether the clock still runs.
         * @enum {string}
         */
        ClockState: "running" | "stopped";
        /** @description One clock. */
        ClockView: {
            /** @description Article of the Regulation, or the row of the office rule. */
            article: string;
            calendar_version: string;
            /**
             * Format: date
             * @description The last day on which it is in time.
             */
            due_rolled: string;
            /**
             * Format: date
             * @description The last day before rolling.
             */
            due_unrolled: string;
            id: components["schemas"]["ClockId"];
            in_time?: boolean | null;
            late_on_arrival: boolean;
            light: components["schemas"]["Light"];
            name_en: string;
            name_zh: string;
            /**
             * Format: date
             * @description Yellow from 00:00 of this day.
             */
            near_on?: string | null;
            /** Format: int64 */
            ordinal: number;
            /** @description Counted over a year with no published calendar. */
            provisional: boolean;
            /**
             * Format: date-time
             * @description Red from this instant: 24:00 of the rolled day.
             */
            red_at: string;
            remaining: components["schemas"]["RemainingView"];
            rule: components["schemas"]["RuleCode"];
            /** Format: int64 */
            rule_version: number;
            /**
             * Format: date-time
             * @description The event that started it; its day is day 0.
             */
            start: string;
            state: components["schemas"]["ClockState"];
            /** Format: date-time */
            stopped_at?: string | null;
        };
        /** @description Why the clock is right. */
        ConfirmTime: {
            /** @description For the audit log; 1 to 500 characters. */
            reason: string;
        };
        /** @description An unconfirmed jump. */
        HeldView: {
            /**
             * Format: int64
             * @description How far the machine's clock is ahead, in seconds.
             */
            ahead_seconds: number;
            /**
             * Format: date-time
             * @description The machine's time at which it was noticed.
             */
            since: string;
        };
        /**
         * @description The state of a clock at a glance; each has a word and a shape besides its colour.
         * @enum {string}
         */
        Light: "green" | "yellow" | "red" | "blue" | "none";
        /** @description One page of a list. */
        Page_BoardRow: {
            items: {
                /**
                 * Format: int64
                 * @description Paused clocks; none can be paused yet.
                 */
                blue: number;
                /** Format: int64 */
                green: number;
                /** Format: int64 */
                red: number;
                /** Format: int64 */
                total: number;
                unit_id?: components["schemas"]["UnitId"] | null;
                unit_name?: string | null;
                /** Format: int64 */
                yellow: number;
            }[];
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_ClockView: {
            items: {
                /** @description Article of the Regulation, or the row of the office rule. */
                article: string;
                calendar_version: string;
                /**
                 * Format: date
                 * @description The last day on which it is in time.
                 */
                due_rolled: string;
                /**
                 * Format: date
                 * @description The last day before rolling.
                 */
                due_unrolled: string;
                id: components["schemas"]["ClockId"];
                in_time?: boolean | null;
                late_on_arrival: boolean;
                light: components["schemas"]["Light"];
                name_en: string;
                name_zh: string;
                /**
                 * Format: date
                 * @description Yellow from 00:00 of this day.
                 */
                near_on?: string | null;
                /** Format: int64 */
                ordinal: number;
                /** @description Counted over a year with no published calendar. */
                provisional: boolean;
                /**
                 * Format: date-time
                 * @description Red from this instant: 24:00 of the rolled day.
                 */
                red_at: string;
                remaining: components["schemas"]["RemainingView"];
                rule: components["schemas"]["RuleCode"];
                /** Format: int64 */
                rule_version: number;
                /**
                 * Format: date-time
                 * @description The event that started it; its day is day 0.
                 */
                start: string;
                state: components["schemas"]["ClockState"];
                /** Format: date-time */
                stopped_at?: string | null;
            }[];
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /**
         * @description What `value` counts.
         * @enum {string}
         */
        RemainingUnitView: "working_day" | "day";
        /** @description Time left. */
        RemainingView: {
            /** @description "3 working days left (by 15 October)" */
            text_en: string;
            /** @description "还剩 3 个工作日（10月15日前）" */
            text_zh: string;
            unit: components["schemas"]["RemainingUnitView"];
            /**
             * Format: int64
             * @description Working days left (0 on the last day), or minus the days overdue.
             */
            value: number;
        };
        /**
         * @description The statutory and office clocks of the main flow (section 6 of the domain table).
         * @enum {string}
         */
        RuleCode: "route" | "accept" | "handle" | "assignment_letter";
        /** @description The confirmation. */
        TimeConfirmed: {
            /**
             * Format: date-time
             * @description The machine's time that was confirmed.
             */
            confirmed_at: string;
        };
        /** @description The clocks of this service. */
        TimeView: {
            /** Format: date-time */
            business_now: string;
            held?: components["schemas"]["HeldView"] | null;
            /**
             * Format: date-time
             * @description The last business time at which every due stage had fired.
             */
            mark_business?: string | null;
            /**
             * Format: date-time
             * @description The real time of that.
             */
            mark_real?: string | null;
            /** Format: date-time */
            real_now: string;
        };
        /**
         * Format: uuid
         * @description A unit of the directory (an office, department, town, village or group); minted by routing.
         */
        UnitId: string;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    board: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_BoardRow"];
                };
            };
        };
    };
    calendar_year: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 1949 to 2149 */
                year: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarView"];
                };
            };
            /** @description year_not_known */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    case_clocks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ClockView"];
                };
            };
            /** @description case_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    time: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimeView"];
                };
            };
        };
    };
    confirm_time: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmTime"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimeConfirmed"];
                };
            };
            /** @description invalid_fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
